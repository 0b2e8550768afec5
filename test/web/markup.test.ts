/** Markup and forms without a server: what is escaped, what becomes a link, what a form says. */
import { describe, expect, test } from 'vitest';
import { bubble, choiceButtons } from '../../src/web/bubble.ts';
import { cardHtml } from '../../src/web/card-html.ts';
import { html } from '../../src/web/html.ts';
import { richText } from '../../src/web/rich-text.ts';
import { readSaid } from '../../src/web/said.ts';

describe('plain text', () => {
  test.each([
    ['een\ntwee\n\ndrie', '<p>een<br>twee</p><p>drie</p>'],
    ['Kies:\n- a\n- b\nklaar', '<p>Kies:</p><ul><li>a</li><li>b</li></ul><p>klaar</p>'],
    ['**vet** & <i>', '<p><strong>vet</strong> &amp; &lt;i&gt;</p>'],
    ['a ** b ** c', '<p>a <strong> b </strong> c</p>'],
    ['javascript:alert(1)', '<p>javascript:alert(1)</p>'],
    ['', ''],
  ])('%j', (text, markup) => {
    expect(richText(text).markup).toBe(markup);
  });

  test.each([
    ['Zie https://www.example.org/a?b=1&c=2.', 'https://www.example.org/a?b=1&amp;c=2', 'example.org/a?b=1&amp;c=2'],
    ['(http://example.org/)', 'http://example.org/', 'example.org'],
    ['https://example.org/"onclick=', 'https://example.org/', 'example.org'],
  ])('%s links to %s', (text, address, shown) => {
    expect(richText(text).markup).toContain(
      `<a href="${address}" target="_blank" rel="noopener noreferrer" dir="ltr">${shown}</a>`,
    );
  });

  test('keeps references, codes and dates on one line, and nothing longer or shorter', () => {
    for (const code of ['WW-2345-ABCD-67', '2345-ABCD-67', '2026-11-22'])
      expect(richText(`x: ${code}.`).markup).toBe(`<p>x: <span class="whole">${code}</span>.</p>`);
    for (const text of ['One-Stop-Shop', '2026-11', 'a-WW-2345-ABCD-67-b'])
      expect(richText(text).markup).toBe(`<p>${text}</p>`);
  });

  test('a text of many stars and slashes is read in a moment', () => {
    const began = performance.now();
    richText('**'.repeat(20_000) + 'https://'.repeat(5_000));
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('a message', () => {
  const none = () => html``;
  const markupOf = (choices: ReturnType<typeof choiceButtons>) => html`${choices}`.markup;

  test.each([
    [
      'the question that its choices answer',
      { question: 'a"b' },
      '<input type="hidden" name="question" value="a&quot;b">',
    ],
    ['no question where it asks none', {}, undefined],
  ])('names %s', (_, channelData, field) => {
    const actions = [{ type: 'imBack', title: 'Ja', value: 'Ja' }];
    const markup = markupOf(choiceButtons({ suggestedActions: { to: [], actions }, channelData }, {}));
    if (field === undefined) expect(markup).not.toContain('name="question"');
    else expect(markup).toContain(field);
    expect(choiceButtons({ channelData }, {})).toBe(false);
  });

  test('runs the way its language runs; a person may write any', () => {
    const bot = bubble({ type: 'message', text: 'VDAB', locale: 'ar' }, 'Wegwijzer:', none).markup;
    expect(bot).toContain('dir="rtl" lang="ar"');
    const from = { id: 'u', name: '', role: 'user' } as never;
    const me = bubble({ type: 'message', text: '**x** https://a.example', locale: 'ar', from }, 'Jij:', none).markup;
    expect(me).toContain('dir="auto"><p>**x** https://a.example</p>');
  });

  test('shows who speaks from another screen, and the Dutch of what is asked only to a counsellor', () => {
    const asks = {
      type: 'message',
      text: 'سؤال',
      locale: 'ar',
      channelData: { dutch: { text: 'Een vraag', choices: [] } },
    };
    expect(bubble(asks, 'Wegwijzer:', none).markup).not.toContain('Een vraag');
    const beside = bubble(asks, 'Wegwijzer:', none, { side: 'counsellor' }).markup;
    expect(beside).toContain('<div class="dutch" lang="nl" dir="ltr"><p>Een vraag</p></div>');
    const from = { id: 'counsellor:1', name: '', role: 'user' } as never;
    const said = { type: 'message', text: 'ja', from, channelData: { dutch: { text: 'verzonnen', choices: [] } } };
    expect(bubble(said, 'Begeleider:', none).markup).toMatch(/class="other".*class="who">Begeleider: /);
    expect(bubble(said, 'Jij:', none, { side: 'counsellor' }).markup).toMatch(/class="me".*class="sr">Jij: /);
    expect(bubble(said, 'Jij:', none, { side: 'counsellor' }).markup).not.toContain('verzonnen');
    const actions = [{ type: 'imBack', title: 'نعم', value: 'نعم' }];
    const dutch = { text: '', choices: [{ title: 'Ja' }] };
    const asked = { locale: 'ar', suggestedActions: { to: [], actions }, channelData: { dutch } };
    expect(markupOf(choiceButtons(asked, {}))).not.toContain('Ja');
    expect(markupOf(choiceButtons(asked, {}, 'counsellor'))).toContain(
      'نعم <small class="dutch" lang="nl" dir="ltr">Ja</small></button>',
    );
  });

  test('a choice that names a language is read out in that language', () => {
    const actions = [
      { type: 'imBack', title: 'Français', value: 'Français' },
      { type: 'imBack', title: 'Ja', value: 'Ja' },
    ];
    const asked = { locale: 'nl', suggestedActions: { to: [], actions } };
    const markup = markupOf(choiceButtons(asked, { nl: 'Nederlands', fr: 'Français' }));
    expect(markup).toContain('dir="auto" lang="fr">Français</button>');
    expect(markup).toContain('dir="auto">Ja</button>');
  });

  test('a choice that opens a page leads to the web only', () => {
    const actions = [
      { type: 'openUrl', title: 'goed', value: 'https://example.org/' },
      { type: 'openUrl', title: 'fout', value: 'javascript:alert(1)' },
    ];
    const markup = markupOf(choiceButtons({ locale: 'nl', suggestedActions: { to: [], actions } }, {}));
    expect(markup).toContain('<a class="choice" href="https://example.org/"');
    expect(markup).not.toContain('href="javascript');
  });
});

describe('a card', () => {
  const setting = { prefix: 'c-', active: true, action: '/', hidden: html``, label: 'Vul in' };
  const render = (body: object[], actions: object[] = []) => cardHtml({ body, actions }, setting).markup;

  test('that asks nothing is no form', () => {
    expect(render([{ type: 'TextBlock', text: 'Hallo' }])).toBe(
      '<div class="card"><div class="text"><p>Hallo</p></div></div>',
    );
  });

  test('gives each control its label, in its own language and direction', () => {
    const markup = cardHtml(
      {
        lang: 'ar',
        rtl: true,
        body: [
          { type: 'Input.Text', id: 'name', label: 'Naam', isMultiline: true, value: '<b>' },
          {
            type: 'Input.ChoiceSet',
            id: 'one',
            style: 'expanded',
            label: 'Kies',
            choices: [{ title: 'A', value: 'a' }],
          },
        ],
        actions: [{ type: 'Action.Submit', title: 'Verder' }],
      },
      setting,
    ).markup;
    expect(markup).toContain('<form class="card" method="post" action="/" lang="ar" dir="rtl">');
    expect(markup).toContain('<label for="c-name">Naam</label><textarea id="c-name" name="in.name"');
    expect(markup).toContain('&lt;b&gt;</textarea>');
    expect(markup).toContain('<legend>Kies</legend>');
    expect(markup).toContain('<input type="radio" name="in.one" value="a">');
  });

  test('a button of its own takes no controls with it, and says what it is for', () => {
    const markup = render(
      [],
      [
        {
          type: 'Action.Submit',
          title: 'Wijzig',
          tooltip: 'Wijzig: naam',
          associatedInputs: 'none',
          data: { do: 'change' },
        },
      ],
    );
    expect(markup).toContain('name="action-alone" value="{&quot;do&quot;:&quot;change&quot;}" formnovalidate');
    expect(markup).toContain('aria-label="Wijzig: naam"');
  });

  test.each([
    ['an element that is not ours', { type: 'Media' }],
    ['something that is no element', 'text'],
    ['an invisible one', { type: 'TextBlock', text: 'weg', isVisible: false }],
  ])('leaves out %s', (_, element) => {
    expect(render([element as object])).toBe('<div class="card"></div>');
  });

  test('leads nowhere but to the web', () => {
    expect(render([], [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:alert(1)' }])).not.toContain('href');
  });

  test.each([[null], [undefined], ['card'], [{ body: 'x', actions: 7 }]])('survives %j', (card) => {
    expect(() => cardHtml(card, setting)).not.toThrow();
  });
});

describe('a form says', () => {
  const silent = { postBack: true };
  test.each([
    ['typed text', [['text', ' 9000 ']], { type: 'message', text: ' 9000 ' }],
    [
      'a command of the menu, named, whatever its words are',
      [['command:language:en', 'English']],
      { type: 'message', text: 'English', channelData: { command: 'language:en' } },
    ],
    [
      'a choice, and the question that it stood under',
      [
        ['question', 'location'],
        ['say', 'Gent'],
      ],
      { type: 'message', text: 'Gent', channelData: { question: 'location' } },
    ],
    [
      'a silent choice, and its question',
      [
        ['question', 'location'],
        ['choice', '{"type":"postBack","value":"x"}'],
      ],
      { type: 'message', text: 'x', channelData: { ...silent, question: 'location' } },
    ],
    ['nothing, when it is blank', [['text', '  ']], undefined],
    ['nothing, without a field of ours', [['other', 'x']], undefined],
    ['nothing, when the choice is no JSON', [['choice', '{']], undefined],
    ['nothing, when the choice is of another kind', [['choice', '{"type":"call","value":"1"}']], undefined],
    [
      'a post back text',
      [['choice', '{"type":"postBack","value":"x"}']],
      { type: 'message', text: 'x', channelData: silent },
    ],
    [
      'a post back value',
      [['choice', '{"type":"postBack","value":{"a":1}}']],
      { type: 'message', value: { a: 1 }, channelData: silent },
    ],
    [
      'a message back',
      [['choice', '{"type":"messageBack","text":"t","value":1,"displayText":"d"}']],
      { type: 'message', text: 't', value: 1, channelData: { messageBack: { displayText: 'd' } } },
    ],
    [
      'a card: what is chosen goes before what counts when nothing is',
      [
        ['off.a', ''],
        ['off.b', 'no'],
        ['in.a', '1'],
        ['in.a', '2'],
        ['action', '{"q":1}'],
      ],
      { type: 'message', value: { q: 1, a: '1,2', b: 'no' }, channelData: silent },
    ],
    [
      'a card button that takes nothing with it',
      [
        ['in.a', '1'],
        ['action-alone', '{"q":1}'],
      ],
      { type: 'message', value: { q: 1 }, channelData: silent },
    ],
  ] as const)('%s', (_, fields, said) => {
    expect(readSaid(fields as never)).toEqual(said);
  });
});
