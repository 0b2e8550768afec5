import { describe, expect, it } from 'vitest';
import * as facts from '../../src/domain/facts.ts';
import { type ContractQuestion, QUESTION_IDS } from '../../src/domain/questions.ts';
import { LANGUAGES } from '../../src/domain/referral.ts';
import professions from '../../src/rules/professions.json' with { type: 'json' };
import { createInterpret, valueOfOption } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { TODAY } from './scores.ts';

const tables = loadTables();
const interpret = createInterpret(tables);
const heardIn = LANGUAGES.flatMap((language) => {
  const heard = tables.heard[language];
  return heard === undefined ? [] : [{ language, heard }];
});

/** The codes that each table may name, apart from `?code` and `a|b`. */
const YES_NO = ['yes', 'no'];
const CODES: { readonly [question in ContractQuestion]?: readonly string[] } = {
  privacy: YES_NO,
  'residence-status': facts.RESIDENCE_STATUSES,
  'left-in-between': YES_NO,
  'diploma-level': [...facts.DIPLOMA_LEVELS, '-'],
  'study-field': facts.STUDY_FIELDS,
  'diploma-proof': facts.DIPLOMA_PROOFS,
  recognition: facts.RECOGNITIONS,
  // Any work will do.
  'target-occupation': ['unknown'],
  // `!` before a goal: that it is not this, or not now.
  goal: [...facts.GOALS, '!work-soon', '!full-degree', '!training-for-job'],
  location: ['-'],
  training: YES_NO,
  'dutch-level': facts.CEFR_LEVELS,
  'contact-language': ['both', 'none'],
  'work-situation': facts.WORK_SITUATIONS,
  income: facts.INCOMES,
  'registered-jobseeker': YES_NO,
  'wants-work-at-level': YES_NO,
  obstacles: [...facts.OBSTACLES, 'none', '-'],
  documents: ['all', 'nothing', 'except'],
  review: ['right', 'change'],
  share: ['send', 'dont-send'],
};

function codesOf(keys: object): string[] {
  return Object.keys(keys).flatMap((key) => key.replace('?', '').split('|'));
}

describe('the tables of what is heard', () => {
  it('exist in all nine languages', () => {
    expect(heardIn.map(({ language }) => language)).toEqual([...LANGUAGES]);
  });

  it.each(heardIn)('name only codes that the facts have ($language)', ({ heard }) => {
    for (const [question, keys] of Object.entries(heard.choices)) {
      expect(CODES[question as ContractQuestion], question).toEqual(expect.arrayContaining(codesOf(keys)));
    }
    expect([...facts.DOCUMENT_IDS]).toEqual(expect.arrayContaining(codesOf(heard.documents)));
    expect([...facts.DOCUMENT_HOLDINGS, 'missing']).toEqual(expect.arrayContaining(codesOf(heard.holdings)));
    expect([...LANGUAGES, 'xx']).toEqual(expect.arrayContaining(codesOf(heard.languages)));
  });

  it.each(heardIn)('name only countries that exist ($language)', ({ heard }) => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    for (const code of codesOf(heard.countries)) {
      if (code !== '-' && code !== 'stateless') expect(names.of(code), code).toBeDefined();
    }
  });

  it.each(heardIn)('name only professions that the rules call regulated ($language)', ({ heard }) => {
    const regulated = professions.filter(({ value }) => value.kind === 'regulated').map(({ id }) => id);
    expect([...regulated, 'null']).toEqual(expect.arrayContaining(codesOf(heard.occupations)));
  });

  it.each(heardIn)('cover every code of every choice ($language)', ({ heard }) => {
    for (const [question, codes] of Object.entries(CODES)) {
      const named = codesOf(heard.choices[question as ContractQuestion] ?? {});
      for (const code of codes) if (code !== '-') expect(named, `${question} ${code}`).toContain(code);
    }
  });

  it.each(heardIn)(
    'keep every yes, no, "don\'t know" and "rather not say" apart in every question ($language)',
    ({ language, heard }) => {
      const about: readonly ContractQuestion[] = [
        'nationalities',
        'residence-status',
        'in-belgium-since',
        'location',
        'diploma-level',
      ];
      for (const kind of ['unknown', 'declined'] as const) {
        for (const phrase of heard.answers[kind] ?? []) {
          for (const question of about) {
            const result = interpret(question, phrase.replaceAll('*', ''), { language, today: TODAY });
            expect(result, `${question}: ${phrase}`).toEqual({ is: 'value', value: kind });
          }
        }
      }
      for (const phrase of [...(heard.answers.yes ?? []), ...(heard.answers.no ?? [])]) {
        for (const question of ['nationalities', 'in-belgium-since', 'location'] as const) {
          const result = interpret(question, phrase.replaceAll('*', ''), { language, today: TODAY });
          expect(result.is, `${question}: ${phrase}`).not.toBe('value');
        }
      }
    },
  );
});

describe('the words on the buttons', () => {
  const labels = LANGUAGES.flatMap((language) =>
    Object.entries(tables.labels[language] ?? {}).flatMap(([key, label]) => {
      const [, question, code] = /^([a-z-]+)\.options\.(.+)$/.exec(key) ?? [];
      return question === undefined || code === undefined ? [] : [{ language, question, code, label }];
    }),
  );

  it('are there to be tested', () => {
    expect(labels.length).toBeGreaterThan(200);
  });

  it.each(labels)('$language $question "$label" is understood when typed', ({ language, question, code, label }) => {
    if (question === 'documents') return;
    if (question === 'common') {
      for (const id of QUESTION_IDS) {
        expect(interpret(id, label, { language, today: TODAY }), id).toEqual({ is: 'value', value: code });
      }
      return;
    }
    const id = question as ContractQuestion;
    const expected =
      id === 'review' && code === 'change'
        ? { is: 'interrupt', what: 'change' }
        : { is: 'value', value: id === 'review' ? 'right' : valueOfOption(id, code) };
    for (const conversation of LANGUAGES) {
      expect(interpret(id, label, { language: conversation, today: TODAY }), conversation).toMatchObject(expected);
    }
  });
});
