import { describe, expect, it } from 'vitest';
import { countEdits, findNear } from '../../src/understanding/near.ts';
import { normalise, tokenise } from '../../src/understanding/normalise.ts';
import { addPhrase, createBook } from '../../src/understanding/phrases.ts';

function near(typed: string, ...words: string[]): string | undefined {
  const book = createBook<string>();
  for (const word of words) addPhrase(book, word, word);
  const [token] = tokenise(normalise(typed));
  return token === undefined ? undefined : findNear(book, token)?.word;
}

describe('near misses', () => {
  it.each([
    ['a swap of neighbours is one edit', 'venezulea', 'venezuela', 1],
    ['a missing letter', 'septmber', 'september', 1],
    ['too far', 'pizza', 'syria', undefined],
  ])('%s', (_what, a, b, edits) => {
    expect(countEdits(a, b, 2)).toBe(edits);
  });

  it('find the one word that is near', () => {
    expect(near('bachlor', 'bachelor', 'master')).toBe('bachelor');
  });

  it('find nothing when two words are equally near', () => {
    expect(near('talen', 'taleb', 'tamen')).toBeUndefined();
  });

  it('leave short words alone', () => {
    expect(near('irn', 'iran')).toBeUndefined();
  });
});
