import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { TODAY } from './scores.ts';

const interpret = createInterpret(loadTables());
const hear = (language: Language, text: string) => interpret('nationalities', text, { language, today: TODAY });

describe('several facts in one sentence', () => {
  it.each([
    ['en', 'I am a Syrian engineer, here since March 2023, I live in Gent', ['SY'], '2023-03'],
    ['ar', 'انا سوري، اسكن في غنت، وصلت سنة 2022', ['SY'], '2022'],
    ['ru', 'я из Украины, живу в Генте, в Бельгии с марта 2022', ['UA'], '2022-03'],
  ] as const)('are all taken (%s)', (language, text, nationalities, since) => {
    const heard = hear(language, text);
    expect(heard).toMatchObject({ is: 'value', value: nationalities });
    expect('also' in heard && heard.also).toEqual(
      expect.arrayContaining([
        { question: 'in-belgium-since', value: since },
        { question: 'location', value: { region: 'ghent' } },
      ]),
    );
  });

  it('are not taken when they are about someone else', () => {
    expect(hear('en', 'I am Syrian, my husband is Belgian and lives in Gent')).toEqual({ is: 'value', value: ['SY'] });
  });

  it.each([
    ['en', 'I am from Syria, I am a recognised refugee, I live in Gent', 'recognised-refugee'],
    ['en', 'I am Afghan, asylum seeker with orange card', 'asylum-seeker'],
    ['nl', 'Ik kom uit Oekraïne, ik heb tijdelijke bescherming, ik woon in Brugge', 'temporary-protection'],
    ['fr', "je suis ukrainienne, j'ai la protection temporaire, j'habite à Gand", 'temporary-protection'],
    ['tr', "Ukraynalıyım, geçici korumam var, Gent'te yaşıyorum", 'temporary-protection'],
    ['ar', 'انا سوري، طالب لجوء، اسكن في غنت', 'asylum-seeker'],
  ] as const)('take the status along (%s: %s)', (language, text, value) => {
    const heard = hear(language, text);
    expect('also' in heard && heard.also).toContainEqual({ question: 'residence-status', value });
  });

  it.each([
    "I'm Ukrainian, temporary protection, but it expired",
    'I am Syrian and my husband has temporary protection',
    'Syrian, I live in Gent, waiting for subsidiary protection',
  ])('leave a status that is not had: %s', (text) => {
    expect(JSON.stringify(hear('en', text))).not.toContain('residence-status');
  });

  it('do not turn the years in a town into the years in Belgium', () => {
    expect(hear('es', 'Soy venezolana, vivo en Amberes desde 2022')).not.toMatchObject({
      also: [expect.objectContaining({ question: 'in-belgium-since' })],
    });
  });
});
