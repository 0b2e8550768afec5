import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import type { Param } from '../../src/domain/say.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { LocaleFileError } from '../../src/words/locale-files.ts';
import { loadWords, MissingWords } from '../../src/words/words.ts';
import { aboutOf, LOCALES, plantLocales } from './locales.ts';

const words = loadWords(LOCALES, BUILD_LANGUAGES);

const small = {
  'about.json': aboutOf('nl'),
  'a.json': {
    greet: 'Dag {{name}}, welkom.',
    left_one: 'nog één vraag',
    left_other: 'nog {{count}} vragen',
    list: 'Je zei: {{what}}.',
  },
};

describe('looking up a text', () => {
  it('fills in what a person typed without touching it, and leaves escaping to whoever writes HTML', () => {
    const planted = loadWords(plantLocales({ nl: small }), ['nl']);
    const typed = '<b>$t(a:left_one) {{count}} $& & "Ann"</b>';
    expect(planted.t('nl', 'a:greet', { name: typed })).toBe(`Dag ${typed}, welkom.`);
  });

  it.each([
    [0, 'nog 0 vragen'],
    [1, 'nog één vraag'],
    [2, 'nog 2 vragen'],
    [1200, 'nog 1200 vragen'],
  ])('picks the plural form for %i', (count, said) => {
    expect(loadWords(plantLocales({ nl: small }), ['nl']).t('nl', 'a:left', { count })).toBe(said);
  });

  it('throws with language and key where there is no text, instead of falling back to another language', () => {
    const planted = loadWords(
      plantLocales({ nl: small, en: { 'about.json': aboutOf('en'), 'a.json': { greet: 'Hi {{name}}' } } }),
      ['nl', 'en'],
    );
    expect(() => planted.t('en', 'a:left', { count: 1 })).toThrow(new MissingWords('en', 'a:left'));
    expect(() => planted.t('en', 'a:toString')).toThrow(MissingWords);
    expect(() => planted.t('fr', 'a:greet')).toThrow('locales/fr: a:greet was not loaded');
  });

  it('throws where a placeholder is given no value', () => {
    const planted = loadWords(plantLocales({ nl: small }), ['nl']);
    expect(() => planted.t('nl', 'a:greet')).toThrow('was given no value for {{name}}');
  });

  it('knows which keys have words, a plural by its base key', () => {
    const planted = loadWords(plantLocales({ nl: small }), ['nl']);
    expect([planted.has('nl', 'a:left'), planted.has('nl', 'a:gone'), planted.has('fr', 'a:left')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('says whether a native speaker has read a language', () => {
    const read = { 'about.json': aboutOf('fr', 'counsellor, 2026-11'), 'a.json': { x: 'y' } };
    const planted = loadWords(plantLocales({ nl: small, fr: read }), ['nl', 'fr']);
    expect([planted.reviewed('nl'), planted.reviewed('fr')]).toEqual([false, true]);
  });

  it.each([
    ['is not JSON', '{ "a": '],
    ['holds more than texts', '{ "a": { "b": "c" } }'],
    ['gives a key twice', '{ "a": "first", "a": "second" }'],
  ])('refuses a file that %s, and names it', (_, raw) => {
    const dir = plantLocales({ nl: { 'broken.json': raw } });
    expect(() => loadWords(dir, ['nl'])).toThrow(LocaleFileError);
    expect(() => loadWords(dir, ['nl'])).toThrow('broken.json');
  });
});

describe('saying a typed value', () => {
  it.each<[Language, Param, string]>([
    ['nl', { month: '2023-03' }, 'maart 2023'],
    ['en', { month: '2023-03' }, 'March 2023'],
    ['fr', { month: '2023-03' }, 'mars 2023'],
    ['nl', { month: '2023' }, '2023'],
    ['nl', { day: '2026-11-22' }, '22 november 2026'],
    ['nl', { country: 'SY' }, 'Syrië'],
    ['en', { country: 'XK' }, 'Kosovo'],
    ['nl', { country: 'stateless' }, 'Staatloos'],
    ['fr', { countries: ['SY', 'stateless'] }, 'Syrie et Apatride'],
    ['en', { countries: ['TR', 'DE', 'XK'] }, 'Türkiye, Germany and Kosovo'],
    ['nl', { option: ['location', 'ghent'] }, 'Stad Gent'],
    ['nl', { option: ['diploma-level', 'unknown'] }, 'Ik weet het niet'],
    ['nl', { options: ['obstacles', ['childcare', 'transport']] }, 'Opvang voor mijn kinderen en vervoer'],
    [
      'en',
      { options: ['income', ['living-wage', 'partner']] },
      'Living allowance (leefloon) from the OCMW and my partner',
    ],
    ['nl', { language: 'fr' }, 'Frans'],
    ['fr', { language: 'uk' }, 'ukrainien'],
    ['nl', { word: 'documents:cv.name' }, 'Cv'],
    ['nl', { words: ['verdicts:flag.interpreter', 'verdicts:flag.conditions'] }, 'tolk nodig en praktische drempels'],
    ['nl', 12, '12'],
    ['nl', 'as typed', 'as typed'],
  ])('%s %j reads "%s"', (language, value, said) => {
    expect(words.value(language, value)).toBe(said);
  });

  it('throws on a kind of value that does not exist, so that nothing is shown as [object Object]', () => {
    expect(() => words.value('nl', { colour: 'red' } as unknown as Param)).toThrow(TypeError);
  });

  it('names each language in itself, for the language buttons', () => {
    expect(['nl', 'en', 'fr', 'uk', 'ar'].map((language) => words.autonym(language as Language))).toEqual([
      'Nederlands',
      'English',
      'Français',
      'Українська',
      'العربية',
    ]);
  });
});

describe('text that runs both ways', () => {
  const arabic = { 'about.json': aboutOf('ar'), 'a.json': { greet: 'مرحبا {{name}}!', sent: 'أرسل في {{when}}' } };
  const planted = loadWords(plantLocales({ ar: arabic, nl: small }), ['ar', 'nl']);

  it('isolates every value in a right-to-left language', () => {
    expect(planted.t('ar', 'a:greet', { name: 'Ann (2)' })).toBe('مرحبا \u2068Ann (2)\u2069!');
  });

  it('isolates a right-to-left name in a left-to-right sentence, and leaves others alone', () => {
    expect(planted.t('nl', 'a:greet', { name: 'ليلى' })).toBe('Dag \u2068ليلى\u2069, welkom.');
    expect(planted.t('nl', 'a:greet', { name: 'Ann' })).toBe('Dag Ann, welkom.');
  });

  it('writes days in the Gregorian calendar with Latin digits, as they stand on Belgian papers', () => {
    expect(planted.say('ar', { key: 'a:sent', params: { when: { day: '2026-11-22' } } })).toMatch(/22.*2026/);
    expect(planted.value('fa', { month: '2023-03' })).toContain('2023');
  });

  it('knows the reading direction of every language', () => {
    expect((['nl', 'uk', 'ar', 'fa'] as const).map(planted.dir)).toEqual(['ltr', 'ltr', 'rtl', 'rtl']);
  });
});
