import { expect, it } from 'vitest';
import { plainText } from '../../src/channels/teams/plain-text.ts';

it.each([
  ['hello&nbsp;there', 'hello there'],
  ['\u00a0hello\u202fthere \u200b', 'hello there'],
  ['R&amp;D', 'R&D'],
  ['&lt;b&gt; &quot;x&quot; &apos;y&#39;', '<b> "x" \'y\''],
  ['caf&#233; &#x645;&#x631;', 'café مر'],
  // Read once: what a person wrote as an entity stays one.
  ['&amp;nbsp;', '&nbsp;'],
  ['&#0; &#55357; &#x110000; &unknown; a & b;', '&#0; &#55357; &#x110000; &unknown; a & b;'],
  ['line one\nline two', 'line one\nline two'],
  ['2 < 3 and 5 > 4', '2 < 3 and 5 > 4'],
])('reads %j as %j', (text, read) => {
  expect(plainText(text, 'plain')).toBe(read);
});

it('takes the tags out of the xml format only', () => {
  expect(plainText('<b>yes</b>&nbsp;please', 'xml')).toBe('yes please');
  expect(plainText('<b>yes</b>', undefined)).toBe('<b>yes</b>');
});
