/** The warm handover: ISBAR order, a source on every line, nothing guessed and nothing leaked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUMMARY_LINES, SUMMARY_STEPS, TOLD_WORDS } from '../../src/domain/codes.ts';
import type { FactKey, FactPath, Facts } from '../../src/domain/facts.ts';
import { applyLeftOut, type Handover, type HandoverClient, summarise } from '../../src/domain/handover.ts';
import { FACTS_OF, QUESTION_IDS, type QuestionId } from '../../src/domain/questions.ts';
import { ISBAR } from '../../src/domain/referral.ts';
import { sayChangesToDesk } from '../../src/domain/say-changes.ts';
import { whatWouldChange } from '../../src/domain/what-would-change.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

const CLIENT: HandoverClient = {
  name: 'A. Sample',
  reach: null,
  languages: { conversation: 'ar', dutch: 'A2', french: 'no', english: 'yes' },
};

type Authors = { readonly [path in FactPath]?: 'client' | 'counsellor' };
function handOver(facts: Facts, authors: Authors = {}): Handover {
  return summarise({ facts, assessment: judge(facts), rules: RULES, client: CLIENT, today: TODAY, authors });
}

const lineOf = (handover: Handover, id: string) => handover.lines.find((line) => line.id === id);
const stepsOf = ({ steps }: Handover, term: string) => steps.filter((step) => step.term === term).map(({ id }) => id);

describe('the summary', () => {
  it('tells of who meets everything in thirteen lines, none of them open', () => {
    const { lines, openQuestions, ocmwNote } = handOver(allMetBut({ obstacles: ['childcare'], french: false }));
    expect(lines.map(({ id }) => id)).toEqual([
      'who',
      'languages',
      'stay',
      'lives-postcode',
      'work',
      'obstacles',
      'diploma',
      'documents',
      'criteria-met',
      'perspective',
      'attention',
      'goal',
      'request-admitted',
    ]);
    expect(lines.filter(({ open }) => open)).toEqual([]);
    expect(openQuestions).toEqual([]);
    expect(ocmwNote).toBeNull();
  });

  it('hands over typed values, so that each language says them its own way', () => {
    const handover = handOver(allMetBut({ nationalities: ['SY', 'TR'], french: 'declined', income: [] }));
    expect(lineOf(handover, 'who')?.say.params).toEqual({ name: 'A. Sample', language: { language: 'ar' } });
    expect(lineOf(handover, 'stay')?.say.params).toEqual({
      countries: { countries: ['SY', 'TR'] },
      status: { option: ['residence-status', 'recognised-refugee'] },
      since: { month: '2023-05' },
    });
    expect(lineOf(handover, 'languages')).toMatchObject({
      say: {
        params: { dutch: 'A2', french: { word: 'summary:told.declined' }, english: { word: 'summary:told.yes' } },
      },
      open: true,
    });
    expect(lineOf(handover, 'work')?.say.params).toMatchObject({ income: { word: 'summary:told.nothing' } });
    expect(lineOf(handover, 'diploma')?.say.params).toMatchObject({ country: { country: 'SY' } });
  });

  it('says each line of someone in full: its place, its words, their values, and who says so', () => {
    const facts = allMetBut({
      inBelgiumSince: '2021-01',
      obstacles: ['childcare', 'time'],
      income: ['living-wage'],
      regulatedProfession: 'nurse',
      targetOccupation: 'ممرضة',
      documents: { diploma: 'have', transcript: 'can-get', cv: 'have' },
      extra: { car: 'yes', bike: 'unknown' },
    });
    const told = Object.keys(facts) as FactKey[];
    const authors = Object.fromEntries([...told, 'extra.car'].map((key) => [key, 'client'])) as Authors;
    const yes = { word: 'summary:told.yes' };
    const no = { word: 'summary:told.no' };
    const line = (section: string, id: string, params: object | undefined, source = 'client') => ({
      id,
      section,
      say: params === undefined ? { key: `summary:${id}` } : { key: `summary:${id}`, params },
      source,
      open: false,
    });
    expect(handOver(facts, authors).lines).toEqual([
      line('identification', 'who', { name: 'A. Sample', language: { language: 'ar' } }),
      line('identification', 'languages', { dutch: 'A2', french: no, english: yes }),
      line('situation', 'stay', {
        countries: { countries: ['SY'] },
        status: { option: ['residence-status', 'recognised-refugee'] },
        since: { month: '2021-01' },
      }),
      line('situation', 'lives-postcode', { region: { option: ['location', 'ghent'] }, postcode: '9000' }),
      line('situation', 'work', {
        situation: { option: ['work-situation', 'not-working'] },
        income: { options: ['income', ['living-wage']] },
        registered: yes,
      }),
      line('situation', 'obstacles', { obstacles: { options: ['obstacles', ['childcare', 'time']] } }),
      line('background', 'diploma', {
        level: { option: ['diploma-level', 'master'] },
        field: { option: ['study-field', '07'] },
        country: { country: 'SY' },
        proof: { option: ['diploma-proof', 'original'] },
        recognition: { option: ['recognition', 'not-applied'] },
      }),
      // Of what is needed: the diploma and a CV are there; helpful papers that are not there are no open end.
      line('background', 'documents', {
        have: { words: ['documents:diploma.name', 'documents:cv.name', 'documents:jobseeker-registration.name'] },
        open: {
          words: [
            'documents:residence-document.name',
            'documents:transcript.name',
            'documents:diploma-translation.name',
            'documents:naric-application.name',
          ],
        },
      }),
      {
        ...line('background', 'extra.car', undefined),
        say: {
          key: 'summary:extra',
          params: { question: { word: 'questions:car.short' }, answer: { option: ['car', 'yes'] } },
        },
      },
      line(
        'assessment',
        'criteria-met',
        { criteria: { words: ['E1', 'E2', 'E4', 'E5', 'E6'].map((id) => `verdicts:criterion.${id}.name`) } },
        'rule E1, E2, E4, E5, E6',
      ),
      line('assessment', 'criterion-E3', { reason: { word: 'verdicts:reason.E3.five-years-or-more.desk' } }, 'rule E3'),
      line(
        'assessment',
        'perspective',
        { perspective: { word: 'verdicts:perspective.combined.recognition-first' } },
        'rule S1 §7.1.2, §7.4',
      ),
      line(
        'assessment',
        'attention',
        {
          flags: {
            words: [
              'tolerance-margin',
              'regulated-profession',
              'hard-to-place',
              'living-wage',
              'naric-free',
              'conditions',
            ].map((flag) => `verdicts:flag.${flag}`),
          },
        },
        'derived',
      ),
      // The person's own word, and in every language what it was read as.
      line(
        'request',
        'goal-read',
        {
          goal: { options: ['goal', ['work-soon']] },
          occupation: 'ممرضة',
          profession: { word: 'verdicts:profession.nurse' },
        },
        'client, derived',
      ),
      line('request', 'request-review', undefined, `rule ${RULES.regions.ghent.at(-1)?.source.ref}`),
    ]);
  });

  it.each<readonly [string, readonly FactKey[]]>([
    ['stay', ['nationalities', 'residenceStatus', 'inBelgiumSince']],
    ['work', ['workSituation', 'income', 'registeredJobseeker']],
    ['diploma', ['diplomaLevel', 'studyField', 'diplomaCountry', 'diplomaProof', 'recognition']],
    ['goal', ['goal', 'targetOccupation']],
    ['obstacles', ['obstacles']],
    ['lives', ['region']],
  ])('has the line "%s" as soon as one of %o is told, by whoever told it, and not before', (id, keys) => {
    const all: Facts = { ...allMetBut({ postcode: undefined }), region: 'ghent', obstacles: ['time'] };
    const untold = Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key as FactKey))) as Facts;
    expect(lineOf(handOver(untold), id)).toBeUndefined();
    for (const key of keys) {
      expect(lineOf(handOver({ ...untold, [key]: 'declined' } as Facts), id)).toBeUndefined();
      const one = lineOf(handOver({ ...untold, [key]: all[key] } as Facts, { [key]: 'counsellor' } as Authors), id);
      expect({ key, source: one?.source }).toEqual({ key, source: 'counsellor' });
      expect(one?.open).toBe(keys.length > 1);
    }
  });

  it.each<readonly [string, FactKey]>([
    ['languages', 'dutch'],
    ['languages', 'french'],
    ['languages', 'english'],
    ['lives-postcode', 'postcode'],
    ['documents', 'documents'],
    ['documents', 'diplomaProof'],
  ])('says on the line "%s" who told %s', (id, key) => {
    const facts = allMetBut({ documents: { cv: 'have' } });
    expect(lineOf(handOver(facts, { [key]: 'counsellor' } as Authors), id)?.source).toBe('counsellor');
    expect(lineOf(handOver(facts, {}), id)?.source).toBe('client');
  });

  it('says where someone lives by region alone, that no paper is there, and who answered an added question', () => {
    const facts = {
      ...allMetBut({ postcode: undefined, diplomaProof: 'none', registeredJobseeker: false }),
      region: 'ghent',
    } as const;
    const handover = handOver({ ...facts, extra: { car: 'no' } }, { 'extra.car': 'counsellor' });
    expect(lineOf(handover, 'lives')?.say.params).toEqual({ region: { option: ['location', 'ghent'] } });
    expect(lineOf(handover, 'documents')?.say.params).toMatchObject({ have: { word: 'summary:told.nothing' } });
    expect(lineOf(handover, 'extra.car')?.source).toBe('counsellor');
  });

  it('derives the papers where nobody spoke of any', () => {
    expect(lineOf(handOver(allMetBut({ diplomaProof: undefined })), 'documents')?.source).toBe('derived');
    expect(lineOf(handOver(allMetBut({ postcode: '4000' })), 'documents')).toBeUndefined();
  });

  it('has no line for what was not told: it is an open question', () => {
    const { lines } = handOver(
      allMetBut({ nationalities: 'unknown', residenceStatus: 'declined', diplomaLevel: undefined }),
    );
    expect(lines.filter(({ id }) => id.startsWith('criterion-'))).toEqual([]);
    expect(lines.find(({ id }) => id === 'criteria-met')?.source).toBe('rule E3, E5, E6');
  });

  it('has no line of criteria where none is met, nor of attention where nothing asks for it', () => {
    expect(lineOf(handOver({}), 'criteria-met')).toBeUndefined();
    expect(lineOf(handOver({}), 'attention')).toBeUndefined();
    expect(lineOf(handOver({}), 'documents')).toBeDefined();
  });

  it('keeps a profession that the lists do not know in the own words alone', () => {
    const other = handOver(allMetBut({ regulatedProfession: 'another', targetOccupation: 'imker' }));
    expect(lineOf(other, 'goal')?.say.params).toMatchObject({ occupation: 'imker' });
    expect(lineOf(other, 'goal-read')).toBeUndefined();
    expect(
      lineOf(handOver(allMetBut({ regulatedProfession: 'nurse', targetOccupation: 'unknown' })), 'goal'),
    ).toMatchObject({
      source: 'client',
      open: true,
    });
  });

  it('says Dutch per skill where it was told per skill', () => {
    const handover = handOver(allMetBut({ dutch: { speaking: 'B1', listening: 'B2', writing: 'unknown' } }));
    expect(lineOf(handover, 'languages-by-skill')?.say.params).toMatchObject({
      speaking: 'B1',
      listening: 'B2',
      reading: { word: 'summary:told.not-asked' },
      writing: { word: 'summary:told.unknown' },
    });
    expect(lineOf(handover, 'languages')).toBeUndefined();
  });

  it('names who says so: the client, the counsellor, or a rule', () => {
    const facts = allMetBut({ inBelgiumSince: '2021' });
    const handover = handOver(facts, {
      nationalities: 'counsellor',
      residenceStatus: 'client',
      postcode: 'counsellor',
    });
    expect(lineOf(handover, 'stay')?.source).toBe('counsellor, client');
    expect(lineOf(handover, 'lives-postcode')?.source).toBe('counsellor');
    expect(lineOf(handover, 'criteria-met')?.source).toBe('rule E1, E2, E4, E5, E6');
    expect(lineOf(handover, 'criterion-E3')).toMatchObject({
      source: 'rule E3',
      say: { params: { reason: { word: 'verdicts:reason.E3.year-only.desk' } } },
    });
    expect(lineOf(handover, 'perspective')?.source).toBe('rule S1 §7.1.2, §7.4');
  });

  it.each([
    ['request-admitted', {}],
    ['request-review', { wantsWorkAtLevel: false }],
    ['request-study', { goal: ['full-degree'], postcode: '8000' }],
    ['request-study', { goal: ['full-degree'] }],
    ['request-person', { postcode: 'unknown' }],
  ] as const)('ends in %s for %o', (id, change) => {
    expect(handOver(allMetBut(change)).lines.at(-1)?.id).toBe(id);
  });

  it('says nothing of a name that was not given', () => {
    const facts = allMetBut({});
    const client = { ...CLIENT, name: null };
    const { lines } = summarise({ facts, assessment: judge(facts), rules: RULES, client, today: TODAY, authors: {} });
    expect(lines[0]).toMatchObject({
      id: 'who-unnamed',
      section: 'identification',
      source: 'client',
      say: { params: { language: { language: 'ar' } } },
    });
  });
});

describe('what the client leaves out of the added questions', () => {
  const facts = allMetBut({ extra: { car: 'yes', bike: 'no' } });
  it('reads as rather not say, one by one; what was never told stays so', () => {
    expect(applyLeftOut(facts, ['car' as QuestionId]).extra).toEqual({ car: 'declined', bike: 'no' });
    expect(applyLeftOut(facts, ['car', 'bike'] as QuestionId[]).extra).toEqual({ car: 'declined', bike: 'declined' });
    expect(applyLeftOut(facts, ['boat' as QuestionId])).toEqual(facts);
    expect(applyLeftOut(allMetBut({}), ['car' as QuestionId])).toEqual(allMetBut({}));
    expect(applyLeftOut(allMetBut({ extra: 'unknown' }), ['car' as QuestionId]).extra).toBe('unknown');
    // The person's own facts stay as they were.
    expect(facts.extra).toEqual({ car: 'yes', bike: 'no' });
  });

  it('stands as an open question, and says nothing of the answer', () => {
    const { lines, openQuestions } = handOver(applyLeftOut(facts, ['car' as QuestionId]));
    expect(lines.map(({ id }) => id)).not.toContain('extra.car');
    expect(openQuestions.find(({ id }) => id === 'extra.car')?.say).toEqual({
      key: 'summary:open.extra',
      params: { question: { word: 'questions:car.short' }, why: { word: 'summary:told.declined' } },
    });
    expect(openQuestions.map(({ id }) => id)).not.toContain('extra.bike');
  });
});

describe('the open questions', () => {
  it.each<readonly [string, Parameters<typeof allMetBut>[0], readonly string[]]>([
    [
      'what is unknown or declined',
      { diplomaProof: 'unknown', income: 'declined' },
      ['diplomaProof unknown', 'income declined'],
    ],
    ['what was not asked and could change the result', { wantsWorkAtLevel: undefined }, ['wantsWorkAtLevel not-asked']],
    ['nothing that was not asked and changes nothing', { income: undefined, french: undefined }, []],
    // Contract sections 4 and 5: a skill that is absent was not asked, and the desk asks it.
    [
      'a skill of Dutch that was not asked and decides',
      { dutch: { speaking: 'B1', writing: 'A2' }, french: false, english: false },
      ['dutch not-asked'],
    ],
    ['no skill of Dutch where another language will do', { dutch: { speaking: 'B1' }, french: false }, []],
    [
      'a skill of Dutch that is not known',
      { dutch: { speaking: 'B1', listening: 'unknown', writing: 'declined' } },
      ['dutch unknown'],
    ],
    ['a skill of Dutch that was not said', { dutch: { speaking: 'B1', reading: 'declined' } }, ['dutch declined']],
    ['a date that is not precise', { inBelgiumSince: '2021' }, ['inBelgiumSince not-precise']],
    ['when someone was away', { leftInBetween: true }, ['leftInBetween not-precise']],
    ['a level that is uncertain', { diplomaLevel: 'post-secondary-uncertain' }, ['diplomaLevel not-precise']],
    ['a place once, in whichever form', { postcode: 'unknown', region: 'unknown' }, ['postcode unknown']],
    ['a place once, by region', { postcode: undefined, region: 'declined' }, ['postcode declined']],
    ['no postcode where the region is told', { postcode: 'unknown', region: 'ghent' }, []],
    [
      'a training once',
      { goal: ['recognition'], jobTarget: 'unknown', trainingMonths: 'unknown' },
      ['jobTarget unknown'],
    ],
    [
      'an occupation once',
      { targetOccupation: 'unknown', regulatedProfession: 'unknown' },
      ['targetOccupation unknown'],
    ],
  ])('are %s', (_, change, expected) => {
    const { openQuestions } = handOver(allMetBut(change));
    const found = openQuestions.map(({ id, say }) => {
      const why = say.params?.why as { readonly word: string } | undefined;
      return `${id} ${why?.word.replace('summary:told.', '')}`;
    });
    expect(found).toEqual(expected);
    expect(openQuestions.every(({ id, say }) => say.key === `summary:open.${id}`)).toBe(true);
  });
});

describe('the first steps', () => {
  it.each<readonly [string, Parameters<typeof allMetBut>[0], string]>([
    ['someone ready', {}, 'start-naric-level practise-dutch prepare-cv'],
    ['someone with B2, a level and a CV', { dutch: 'B2', recognition: 'level', documents: { cv: 'have' } }, ''],
    [
      'an asylum seeker',
      { residenceStatus: 'asylum-seeker', recognition: 'applied', dutch: 'B2' },
      'check-work-right do-not-wait-for-naric prepare-cv',
    ],
    [
      'someone with a living wage and no papers',
      { income: ['living-wage'], diplomaProof: 'none', recognition: 'level', dutch: 'B2' },
      'talk-to-ocmw find-one-proof prepare-cv',
    ],
    [
      'a nurse from Syria, not registered',
      { regulatedProfession: 'nurse', registeredJobseeker: false, dutch: 'B2' },
      'start-naric-specific translate-diploma register-vdab prepare-cv',
    ],
    [
      'someone in Brussels, not registered',
      { postcode: '1000', registeredJobseeker: false, recognition: 'level', dutch: 'B2' },
      'register-actiris prepare-cv',
    ],
    [
      'someone with an interpreter and a question',
      { dutch: 'none', french: false, english: false, income: 'unknown', recognition: 'level' },
      'clear-open-questions arrange-interpreter practise-dutch prepare-cv',
    ],
    [
      'someone bound for a degree',
      { goal: ['full-degree'], postcode: '8000', obstacles: [], registeredJobseeker: false },
      'compare-studies practise-dutch',
    ],
    [
      'obstacles',
      { obstacles: ['time'], recognition: 'level', dutch: 'C1', documents: { cv: 'have' } },
      'arrange-conditions',
    ],
  ])('near by, for %s', (_, change, expected) => {
    expect(stepsOf(handOver(allMetBut(change)), 'short').join(' ')).toBe(expected);
  });

  it.each<readonly [string, Parameters<typeof allMetBut>[0], string]>([
    ['someone ready', {}, 'dutch-for-work work-at-level'],
    [
      'a nurse',
      { regulatedProfession: 'nurse', dutch: 'B2' },
      'professional-recognition work-at-level look-again-at-perspective',
    ],
    ['an engineer', { regulatedProfession: 'engineer', dutch: 'B2' }, 'specific-after-level work-at-level'],
    ['someone below level', { workSituation: 'below-level', dutch: 'C1' }, 'from-below-level work-at-level'],
    [
      'a training',
      { goal: ['training-for-job'], jobTarget: true },
      'dutch-for-study training-for-target work-at-level look-again-at-perspective',
    ],
    ['a degree', { goal: ['full-degree'], postcode: '8000' }, 'dutch-for-study'],
    ['no wish for the level', { wantsWorkAtLevel: false, dutch: 'B2' }, ''],
    ['no goal yet', { goal: 'unknown', dutch: 'B2' }, 'work-at-level look-again-at-perspective'],
  ])('further off, for %s', (_, change, expected) => {
    expect(stepsOf(handOver(allMetBut(change)), 'long').join(' ')).toBe(expected);
  });

  it.each([
    ['none', 'A1'],
    ['A1', 'A2'],
    ['A2', 'B1'],
    ['B1', 'B2'],
  ] as const)('after %s comes %s', (dutch, level) => {
    const { steps } = handOver(allMetBut({ dutch }));
    expect(steps.find(({ id }) => id === 'practise-dutch')?.say.params).toEqual({ level });
  });

  it('name the level that the study asks, and count the open questions', () => {
    const { steps } = handOver(allMetBut({ goal: ['full-degree'], postcode: '8000', income: 'unknown' }));
    expect(steps.find(({ id }) => id === 'dutch-for-study')?.say.params).toEqual({ level: 'B2' });
    expect(steps.find(({ id }) => id === 'clear-open-questions')?.say.params).toEqual({ count: 1 });
  });
});

describe('what would alter the result', () => {
  const idsOf = (change: Parameters<typeof allMetBut>[0]) =>
    handOver(allMetBut(change)).wouldChange.map(({ id }) => id);

  it('is told without what opens offers alone: a registration and a course stand among the steps', () => {
    const change = { inBelgiumSince: '2015-03', postcode: '2300', registeredJobseeker: false } as const;
    expect(idsOf(change)).toEqual(['later-arrival']);
    const whole = sayChangesToDesk(whatWouldChange(allMetBut(change), RULES, TODAY)).map(({ id }) => id);
    expect(whole).toEqual(['later-arrival', 'dutch-level', 'registration']);
  });
});

describe('the languages of a talk', () => {
  const isOpen = (change: Parameters<typeof allMetBut>[0]) =>
    handOver(allMetBut(change)).lines.find(({ id }) => id.startsWith('languages'))?.open;

  it.each<readonly [boolean, Parameters<typeof allMetBut>[0]]>([
    // One is enough for a talk: the others are not asked, and nobody need ask them.
    [false, { dutch: 'B1', french: undefined, english: undefined }],
    [false, { dutch: { speaking: 'B1', listening: 'B1' }, french: undefined, english: undefined }],
    [true, { dutch: 'A1', french: undefined, english: undefined }],
    [true, { dutch: 'B1', french: 'unknown' }],
    [true, { dutch: 'B1', english: 'declined' }],
    [true, { dutch: 'declined' }],
    [false, {}],
  ])('are open: %s, for %j', (open, change) => {
    expect(isOpen(change)).toBe(open);
  });
});

describe('the steps of a plan', () => {
  const stepsOf = (change: Parameters<typeof allMetBut>[0]) => handOver(allMetBut(change)).steps;
  const shortOf = (change: Parameters<typeof allMetBut>[0]) =>
    stepsOf(change).flatMap(({ id, term }) => (term === 'short' ? [id] : []));

  it('name the skills that are behind, with the next level; one course where all are alike', () => {
    const dutchOf = (dutch: Facts['dutch']) =>
      stepsOf({ dutch, english: true }).flatMap(({ id, say }) =>
        id.startsWith('practise-dutch') ? [[id, say.params]] : [],
      );
    const words = (...skills: string[]) => ({ words: skills.map((skill) => `questions:common.skill.${skill}`) });
    expect(dutchOf({ listening: 'B2', speaking: 'A2', reading: 'C1', writing: 'none' })).toEqual([
      ['practise-dutch-skills', { skills: words('writing'), level: 'A1' }],
    ]);
    expect(dutchOf({ listening: 'B1', speaking: 'A2', writing: 'A2', reading: 'declined' })).toEqual([
      ['practise-dutch-skills', { skills: words('speaking', 'writing'), level: 'B1' }],
    ]);
    expect(dutchOf({ listening: 'A2', speaking: 'A2' })).toEqual([['practise-dutch', { level: 'B1' }]]);
    expect(dutchOf('A2')).toEqual([['practise-dutch', { level: 'B1' }]]);
    expect(dutchOf({ listening: 'B2', speaking: 'C1' })).toEqual([]);
    expect(dutchOf({})).toEqual([]);
  });

  it('are six at most, and never without NARIC, a registration, Dutch and a CV where these follow', () => {
    const much = shortOf({
      residenceStatus: 'asylum-seeker',
      income: ['living-wage'],
      workSituation: 'below-level',
      dutch: 'none',
      registeredJobseeker: false,
      obstacles: ['childcare'],
      studyField: 'unknown',
    });
    expect(much).toEqual([
      'clear-open-questions',
      'check-work-right',
      'start-naric-level',
      'register-vdab',
      'practise-dutch',
      'prepare-cv',
    ]);
  });

  it('keep what a plan is never without, wherever it stands among them', () => {
    const crowded: Parameters<typeof allMetBut>[0] = {
      postcode: '1000',
      dutch: { speaking: 'A2', listening: 'A2', writing: 'A1' },
      english: true,
      income: ['living-wage'],
      registeredJobseeker: false,
      obstacles: ['money'],
      diplomaProof: 'some-proof',
      diplomaCountry: 'SY',
      goal: ['full-degree', 'work-soon'],
      studyField: 'unknown',
    };
    expect(shortOf({ ...crowded, regulatedProfession: 'nurse' })).toEqual([
      'clear-open-questions',
      'talk-to-ocmw',
      'start-naric-specific',
      'register-actiris',
      'practise-dutch-skills',
      'prepare-cv',
    ]);
    expect(shortOf({ ...crowded, regulatedProfession: 'lawyer' })).toEqual([
      'clear-open-questions',
      'talk-to-ocmw',
      'ask-law-faculty',
      'register-actiris',
      'practise-dutch-skills',
      'prepare-cv',
    ]);
    expect(shortOf({ ...crowded, recognition: 'applied' })).toEqual([
      'clear-open-questions',
      'talk-to-ocmw',
      'do-not-wait-for-naric',
      'register-actiris',
      'practise-dutch-skills',
      'prepare-cv',
    ]);
  });

  it('send a lawyer to a law faculty first, where there is a diploma that it could judge', () => {
    expect(shortOf({ regulatedProfession: 'lawyer' })).toContain('ask-law-faculty');
    expect(shortOf({ regulatedProfession: 'nurse' })).not.toContain('ask-law-faculty');
    expect(shortOf({ regulatedProfession: 'lawyer', diplomaLevel: 'unfinished-higher' })).not.toContain(
      'ask-law-faculty',
    );
  });

  it('ask for a talk about study and work together where both are the aim', () => {
    const requestOf = (change: Parameters<typeof allMetBut>[0]) =>
      handOver(allMetBut(change))
        .lines.filter(({ id }) => id.startsWith('request-'))
        .map(({ id }) => id);
    expect(requestOf({ goal: ['full-degree', 'work-soon'] })).toEqual(['request-combined']);
    expect(requestOf({ goal: ['work-soon'] })).toEqual(['request-admitted']);
    expect(requestOf({ goal: ['full-degree', 'work-soon'], leftInBetween: true })).toEqual(['request-review']);
  });

  it('look for a proof first where there is none: NARIC begins nothing without', () => {
    expect(shortOf({ diplomaProof: 'none' })).toEqual(expect.arrayContaining(['find-one-proof']));
    expect(shortOf({ diplomaProof: 'none' }).some((id) => id.startsWith('start-naric'))).toBe(false);
  });
});

describe('the note for the welfare centre', () => {
  it('gives the aim, the way, the Dutch and who guides, where there is a living wage', () => {
    expect(handOver(allMetBut({ income: ['living-wage'], dutch: { speaking: 'B1' }, english: true })).ocmwNote).toEqual(
      {
        key: 'summary:ocmw-note',
        params: {
          occupation: 'designer of machines',
          perspective: { word: 'verdicts:perspective.professional.work-soon' },
          dutch: 'B1',
          guide: { word: 'summary:ocmw-guide.desk' },
          region: { option: ['location', 'ghent'] },
        },
      },
    );
  });

  it('is none where nobody is referred', () => {
    expect(handOver(allMetBut({ income: ['living-wage'], diplomaLevel: 'secondary' })).ocmwNote).toBeNull();
  });

  it('names the profession as the centre reads it, and says what is not known', () => {
    const note = handOver(
      allMetBut({
        income: ['living-wage'],
        regulatedProfession: 'nurse',
        targetOccupation: 'ممرضة',
        postcode: 'unknown',
        dutch: 'none',
        english: true,
      }),
    ).ocmwNote;
    expect(note?.params).toEqual({
      occupation: { word: 'verdicts:profession.nurse' },
      perspective: { word: 'verdicts:perspective.combined.recognition-first' },
      dutch: { word: 'summary:told.nothing' },
      guide: { word: 'summary:ocmw-guide.person' },
      region: { word: 'summary:told.unknown' },
    });
    expect(
      handOver(allMetBut({ income: ['living-wage'], targetOccupation: undefined })).ocmwNote?.params,
    ).toMatchObject({
      occupation: { word: 'summary:told.not-asked' },
    });
  });
});

describe('what the client leaves out', () => {
  it('reads as rather not say; what was never told stays untold, and the day of registration stays', () => {
    expect(applyLeftOut(allMetBut({ income: undefined }), ['nationalities', 'income'])).toEqual(
      allMetBut({ income: undefined, nationalities: 'declined' }),
    );
  });

  it('cannot be read off anything that is made of the rest', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, fc.subarray([...QUESTION_IDS], { minLength: 1 }), (facts, other, questions) => {
        // Two people who differ only in what they leave out look the same.
        const twin = { ...facts };
        for (const key of questions.flatMap((id) => FACTS_OF[id])) {
          if (facts[key] === undefined) continue;
          Object.assign(twin, { [key]: other[key] ?? 'unknown' });
        }
        const [one, two] = [applyLeftOut(facts, questions), applyLeftOut(twin, questions)];
        expect(judge(two)).toEqual(judge(one));
        expect(handOver(two)).toEqual(handOver(one));
      }),
      runs(500),
    );
  });
});

describe('for any facts, the summary', () => {
  it('keeps ISBAR order and one screen, with known ids, each once, and a source on every line', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { lines, steps } = handOver(facts);
        const sections = lines.map(({ section }) => ISBAR.indexOf(section));
        expect(sections).toEqual([...sections].sort((a, b) => a - b));
        const ids = lines.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(SUMMARY_LINES).toEqual(expect.arrayContaining(ids));
        expect(lines.every(({ id, say }) => say.key === `summary:${id}`)).toBe(true);
        expect(
          lines.every(({ source }) => /^(client|counsellor|derived|client, derived|rule (E[1-8]|S1 ).*)$/.test(source)),
        ).toBe(true);
        expect(lines.length).toBeLessThanOrEqual(19);
        expect(steps.length).toBeLessThanOrEqual(10);
        for (const { id, term } of steps) expect(SUMMARY_STEPS[term]).toContain(id);
        for (const [, word] of JSON.stringify(lines).matchAll(/summary:told\.([a-z-]+)/g))
          expect(TOLD_WORDS).toContain(word);
      }),
      runs(500),
    );
  });
});
