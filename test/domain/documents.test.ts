/** The checklist: which paper, how much it is needed, why, and what to do without it. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { documentIds } from '../../src/domain/documents.ts';
import { DOCUMENT_IDS, type DocumentId, type Facts, RESIDENCE_STATUSES } from '../../src/domain/facts.ts';
import type { AddedDocumentValue, Row, Rules } from '../../src/domain/rules.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];

/** `required transcript-specific`, or undefined where the paper is not asked. */
function askedOf(id: DocumentId, change: Change): string | undefined {
  const found = judge(allMetBut(change)).documents.find((document) => document.id === id);
  return found === undefined ? undefined : `${found.need} ${found.reason}`;
}

const BRUSSELS = { postcode: '1000' };
const NURSE = { regulatedProfession: 'nurse' };
const LAWYER = { regulatedProfession: 'lawyer' };
const TEACHER = { regulatedProfession: 'teacher' };
const STUDY = { goal: ['full-degree'], postcode: '8000' } as const;

const table: { readonly [id in DocumentId]: readonly (readonly [string | undefined, Change])[] } = {
  'residence-document': [
    ['required residence-legal-stay', {}],
    ['required residence-legal-stay', { residenceStatus: 'family-reunification' }],
    ['required residence-asylum', { residenceStatus: 'asylum-seeker' }],
    ['required residence-temporary-protection', { residenceStatus: 'temporary-protection' }],
    ['required residence-pending', { residenceStatus: 'regularisation-pending' }],
    ['required residence-untold', { residenceStatus: 'declined' }],
    ['required residence-untold', { residenceStatus: undefined }],
  ],
  diploma: [
    ['required diploma-shows-level', {}],
    ['required diploma-shows-level', { diplomaLevel: 'hbo5' }],
    ['required diploma-shows-level', { diplomaLevel: 'unknown' }],
    ['required diploma-level-uncertain', { diplomaLevel: 'post-secondary-uncertain' }],
    ['helpful diploma-unfinished', { diplomaLevel: 'unfinished-higher' }],
  ],
  transcript: [
    ['helpful transcript-naric', {}],
    ['required transcript-specific', NURSE],
    ['helpful transcript-unfinished', { diplomaLevel: 'unfinished-higher' }],
    [undefined, { recognition: 'level' }],
    [undefined, { diplomaCountry: 'NL' }],
    // A school decides on exemptions by it, without NARIC (domain-facts §2.1).
    ['helpful transcript-school', STUDY],
    ['helpful transcript-school', { goal: ['full-degree'] }],
    ['helpful transcript-school', { ...STUDY, diplomaCountry: 'BE' }],
    ['helpful transcript-school', { goal: ['full-degree', 'work-soon'], recognition: 'level' }],
    ['helpful transcript-naric', { goal: ['full-degree', 'work-soon'] }],
    ['helpful transcript-school', LAWYER],
    ['helpful transcript-unfinished', { ...STUDY, diplomaLevel: 'unfinished-higher' }],
  ],
  'diploma-translation': [
    ['helpful translation-naric', {}],
    ['helpful translation-naric', { diplomaCountry: 'UA' }],
    ['required translation-naric', NURSE],
    [undefined, { diplomaCountry: 'CD' }],
    [undefined, { diplomaCountry: 'IN' }],
    [undefined, { diplomaCountry: 'DE' }],
    [undefined, { diplomaCountry: 'SR' }],
    [undefined, { diplomaCountry: 'unknown' }],
    [undefined, { recognition: 'specific' }],
    [undefined, { diplomaLevel: 'unfinished-higher' }],
    ['later translation-naric', STUDY],
  ],
  'naric-decision': [
    ['helpful naric-decided', { recognition: 'level' }],
    ['helpful naric-decided', { recognition: 'specific' }],
    ['helpful naric-refused', { recognition: 'refused' }],
    ['later naric-running', { recognition: 'applied' }],
    [undefined, {}],
    [undefined, { recognition: 'unknown' }],
    // Someone who does not know the level of a diploma still has one.
    ['helpful naric-decided', { recognition: 'level', diplomaLevel: 'unknown' }],
    [undefined, { recognition: 'level', diplomaLevel: 'unfinished-higher' }],
  ],
  'naric-application': [
    [undefined, { goal: ['full-degree'], recognition: 'level' }],
    ['helpful naric-level', {}],
    ['helpful naric-level', { recognition: 'unknown' }],
    ['helpful naric-level', { diplomaCountry: 'unknown', recognition: undefined }],
    ['helpful naric-level-protected-title', { regulatedProfession: 'engineer' }],
    ['helpful naric-specific-doctorate', { diplomaLevel: 'doctorate' }],
    ['helpful naric-specific-doctorate', { diplomaLevel: 'doctorate', recognition: 'level' }],
    ['required naric-specific-regulated', NURSE],
    ['required naric-specific-regulated', { ...NURSE, recognition: 'level' }],
    ['required naric-specific-regulated', { ...NURSE, diplomaCountry: 'NL' }],
    ['later naric-specific-regulated', { ...NURSE, ...STUDY }],
    ['later naric-automatic-level', { diplomaCountry: 'NL' }],
    ['later naric-automatic-level', { diplomaCountry: 'LV' }],
    ['later naric-not-for-study', STUDY],
    [undefined, { recognition: 'level' }],
    [undefined, { ...NURSE, recognition: 'specific' }],
    [undefined, { recognition: 'applied' }],
    [undefined, { recognition: 'refused' }],
    [undefined, { diplomaCountry: 'BE' }],
    [undefined, { diplomaLevel: 'unfinished-higher' }],
    [undefined, { ...NURSE, diplomaCountry: 'BE' }],
    // The bar names a law faculty, and a school decides on study without NARIC (domain-facts §2.1 and §2.4).
    ['later naric-faculty-decides', LAWYER],
    ['later naric-faculty-decides', { ...LAWYER, recognition: 'level' }],
    ['later naric-faculty-decides', { ...LAWYER, ...STUDY }],
    ['required naric-specific-regulated', TEACHER],
    // The general order holds also for a profession that the rules do not know.
    ['required naric-specific-regulated', { regulatedProfession: 'another' }],
    // An EEA national with an EEA diploma skips NARIC.
    [undefined, { ...NURSE, nationalities: ['RO'], diplomaCountry: 'RO', postcode: '2000' }],
    ['required naric-specific-regulated', { ...NURSE, nationalities: ['RO'], diplomaCountry: 'SY', postcode: '2000' }],
  ],
  'professional-recognition': [
    // Without a diploma there is nothing to recognise yet.
    [undefined, { regulatedProfession: 'nurse', diplomaLevel: 'unfinished-higher' }],
    ['later recognition-after-naric', NURSE],
    ['later recognition-after-naric', { ...NURSE, recognition: 'level' }],
    ['required recognition-now', { ...NURSE, recognition: 'specific' }],
    ['required recognition-straight-to-authority', { ...NURSE, nationalities: ['NO'], diplomaCountry: 'SE' }],
    ['required recognition-straight-to-authority', { ...NURSE, nationalities: ['TR', 'CH'], diplomaCountry: 'CH' }],
    ['required recognition-straight-to-authority', { ...NURSE, nationalities: ['IS'], diplomaCountry: 'LI' }],
    ['required recognition-straight-to-authority', { ...NURSE, nationalities: ['LI'], diplomaCountry: 'IS' }],
    ['later recognition-after-naric', { ...NURSE, nationalities: ['IS'], diplomaCountry: 'unknown' }],
    ['later recognition-after-faculty', LAWYER],
    ['later recognition-after-faculty', { ...LAWYER, recognition: 'specific' }],
    [
      'required recognition-straight-to-authority',
      { ...LAWYER, nationalities: ['RO'], diplomaCountry: 'RO', postcode: '2000' },
    ],
    // Of a Belgian diploma the sources tell nothing: never "after NARIC", which judges diplomas from abroad.
    ['helpful recognition-belgian-diploma', { ...NURSE, diplomaCountry: 'BE' }],
    ['helpful recognition-belgian-diploma', { ...LAWYER, diplomaCountry: 'BE' }],
    // For who is no EEA national the source names no body for teachers: the desk is asked.
    ['later recognition-ask-desk', TEACHER],
    ['helpful recognition-ask-desk', { ...TEACHER, recognition: 'specific' }],
    ['later recognition-after-naric', { ...TEACHER, nationalities: ['RO'], postcode: '2000' }],
    ['required recognition-now', { ...TEACHER, nationalities: ['RO'], postcode: '2000', recognition: 'specific' }],
    ['required recognition-now', { regulatedProfession: 'another', recognition: 'specific' }],
    [undefined, { regulatedProfession: 'engineer' }],
    [undefined, { regulatedProfession: null }],
    [undefined, { regulatedProfession: 'unknown' }],
  ],
  cv: [
    ['helpful cv-work', {}],
    [undefined, STUDY],
  ],
  'dutch-certificate': [
    ['helpful dutch-level-shown', {}],
    ['helpful dutch-level-shown', { dutch: { speaking: 'B1', writing: 'A1' } }],
    ['helpful dutch-level-shown', { dutch: 'unknown' }],
    [undefined, { dutch: 'none' }],
    [undefined, { dutch: undefined }],
    [undefined, { dutch: { speaking: 'B1', writing: 'none' }, english: true }],
  ],
  'jobseeker-registration': [
    ['helpful jobseeker-vdab', {}],
    ['helpful jobseeker-actiris', BRUSSELS],
    // A facility municipality is in Flanders.
    ['helpful jobseeker-vdab', { postcode: '1630' }],
    ['helpful jobseeker-by-region', { postcode: 'unknown' }],
    ['later jobseeker-actiris', { ...BRUSSELS, workSituation: 'at-level' }],
    [undefined, STUDY],
  ],
  'integration-contract': [
    ['helpful contract-naric-free', { residenceStatus: 'family-reunification' }],
    // Free already, by status or income, or not asked at all.
    ['helpful contract-shows-track', {}],
    ['helpful contract-shows-track', { residenceStatus: 'temporary-protection' }],
    ['helpful contract-shows-track', { residenceStatus: 'family-reunification', income: ['living-wage'] }],
    ['helpful contract-shows-track', { residenceStatus: 'family-reunification', recognition: 'level' }],
    ['helpful contract-shows-track', { residenceStatus: 'family-reunification', diplomaCountry: 'BE' }],
    ['helpful contract-shows-track', { residenceStatus: 'family-reunification', goal: ['full-degree'] }],
    [undefined, { residenceStatus: 'asylum-seeker' }],
    [undefined, { residenceStatus: 'asylum-seeker', registeredOn: '2021-06-01', inBelgiumSince: '2021-01' }],
    [undefined, { residenceStatus: 'regularisation-pending' }],
    [undefined, { residenceStatus: 'work' }],
    [undefined, { residenceStatus: 'unknown' }],
  ],
  'living-wage-decision': [
    ['helpful living-wage-ocmw', { income: ['living-wage', 'partner'] }],
    [undefined, {}],
    [undefined, { income: 'declined' }],
  ],
  'employment-contract': [
    ['helpful work-below-level', { workSituation: 'below-level' }],
    ['helpful work-hours', { workSituation: 'at-level' }],
    ['helpful work-permit-job', { residenceStatus: 'work', workSituation: 'below-level' }],
    ['helpful work-permit-job', { residenceStatus: 'work', workSituation: 'unknown' }],
    // Who has no job has no contract.
    [undefined, { residenceStatus: 'work', workSituation: 'not-working' }],
    [undefined, { residenceStatus: 'work', workSituation: 'studying' }],
    [undefined, {}],
    [undefined, { workSituation: 'unknown' }],
    [undefined, { workSituation: 'self-employed' }],
  ],
  'study-language-proof': [
    ['required study-b2', STUDY],
    ['required study-b2', { goal: ['full-degree', 'work-soon'] }],
    ['later study-b1', { goal: ['training-for-job'], jobTarget: true }],
    ['later study-c1', { goal: ['training-for-job'], regulatedProfession: 'teacher' }],
    [undefined, {}],
    [undefined, { goal: ['recognition'] }],
    [undefined, { goal: 'unknown' }],
  ],
};

describe.each(Object.entries(table))('%s', (id, cases) => {
  it.each(cases)('is %s for %o', (expected, change) => {
    expect(askedOf(id as DocumentId, change)).toBe(expected);
  });
});

describe('the checklist', () => {
  it('comes in the order of the contract, each paper once', () => {
    const { documents } = judge(allMetBut({ ...NURSE, goal: ['training-for-job'], income: ['living-wage'] }));
    const ids = documents.map(({ id }) => id);
    expect(ids).toEqual(DOCUMENT_IDS.filter((id) => ids.includes(id)));
    expect(ids.length).toBeGreaterThan(8);
  });

  it('always asks a paper of residence, and never more for one status than another without a reason', () => {
    for (const residenceStatus of RESIDENCE_STATUSES.filter((status) => status !== 'none')) {
      expect(judge(allMetBut({ residenceStatus })).documents[0]).toMatchObject({
        id: 'residence-document',
        need: 'required',
      });
    }
  });
});

describe('a day without rows', () => {
  it('asks for nothing that no row speaks of, whoever it is', () => {
    for (const change of [{}, NURSE, STUDY, { income: ['living-wage'] }, { workSituation: 'below-level' }] as const)
      expect(judge(allMetBut({ ...change, registeredOn: '2014-12-31' })).documents).toEqual([]);
  });

  it('asks for the diploma alone as soon as that has a row', () => {
    const asked = (registeredOn: string) =>
      judge(allMetBut({ ...NURSE, registeredOn, inBelgiumSince: '2014-01' })).documents.map(({ id }) => id);
    expect(asked('2015-01-01')).toContain('diploma');
    expect(asked('2015-01-01')).not.toContain('transcript');
    expect(asked('2018-12-24')).toEqual(expect.arrayContaining(['residence-document', 'diploma', 'transcript']));
  });
});

describe('a document that only a row names', () => {
  const row = (id: string, value: AddedDocumentValue): Row<AddedDocumentValue> => ({
    id,
    validFrom: '2026-01-01',
    value,
    source: { title: 'An example', ref: 'https://example.org', checkedOn: TODAY },
    note: '',
  });
  const rules: Rules = {
    ...RULES,
    addedDocuments: {
      licence: [row('licence', { when: { goals: ['work-soon'] }, need: 'required', reason: 'for-the-job' })],
      letter: [row('letter', { when: {}, need: 'later', reason: 'for-all' })],
    },
  };
  const asked = (change: Change) =>
    assess(allMetBut(change), rules, TODAY)
      .documents.slice(-2)
      .map(({ id, need, reason, status }) => `${id} ${need} ${reason} ${status}`);

  it('comes after those of the contract, for whom its row says', () => {
    expect(asked({})).toEqual(['licence required for-the-job unknown', 'letter later for-all unknown']);
    expect(asked({ documents: { licence: 'can-get', letter: 'declined' } })).toEqual([
      'licence required for-the-job can-get',
      'letter later for-all unknown',
    ]);
    const study = asked({ goal: ['training-for-job'], jobTarget: true });
    expect(study[1]).toBe('letter later for-all unknown');
    expect(study[0]).not.toMatch(/^licence/);
    expect(assess(allMetBut({ postcode: '4000' }), rules, TODAY).documents).toEqual([]);
  });

  it('is known by id with the others', () => {
    expect(documentIds(rules)).toEqual([...DOCUMENT_IDS, 'licence', 'letter']);
    expect(documentIds(RULES).slice(0, DOCUMENT_IDS.length)).toEqual(DOCUMENT_IDS);
  });
});

describe('the status of a paper', () => {
  const statusOf = (id: DocumentId, change: Change) =>
    judge(allMetBut(change)).documents.find((document) => document.id === id)?.status;
  it.each<readonly [DocumentId, Change, string]>([
    ['diploma', { diplomaProof: 'original' }, 'have'],
    ['diploma', { diplomaProof: 'copy' }, 'have'],
    ['diploma', { diplomaProof: 'some-proof' }, 'unknown'],
    ['diploma', { diplomaProof: 'none' }, 'unknown'],
    ['diploma', { diplomaProof: 'original', documents: { diploma: 'cannot-get' } }, 'cannot-get'],
    ['diploma', { diplomaProof: 'original', documents: { diploma: 'declined' } }, 'unknown'],
    ['diploma', { diplomaProof: 'original', documents: 'declined' }, 'have'],
    ['naric-decision', { recognition: 'level' }, 'have'],
    ['naric-decision', { recognition: 'specific' }, 'have'],
    ['naric-decision', { recognition: 'refused' }, 'unknown'],
    ['jobseeker-registration', { registeredJobseeker: true }, 'have'],
    ['jobseeker-registration', { registeredJobseeker: false }, 'unknown'],
    ['cv', { documents: { cv: 'can-get' } }, 'can-get'],
    ['cv', { documents: { cv: 'unknown' } }, 'unknown'],
    ['cv', {}, 'unknown'],
    ['cv', { recognition: 'level', registeredJobseeker: true, diplomaProof: 'copy' }, 'unknown'],
  ])('%s for %o is %s', (id, change, status) => {
    expect(statusOf(id, change)).toBe(status);
  });
});

describe('the way round', () => {
  const REFUGEE = { residenceStatus: 'recognised-refugee' } as const;
  const WORKER = { residenceStatus: 'work' } as const;
  const SEEKER = { residenceStatus: 'asylum-seeker' } as const;
  it.each<readonly [DocumentId, 'cannot-get' | 'not-safe-to-get', Change, string]>([
    ['residence-document', 'cannot-get', REFUGEE, 'residence-ask-municipality'],
    ['residence-document', 'not-safe-to-get', REFUGEE, 'desk-decides'],
    ['residence-document', 'cannot-get', { residenceStatus: 'declined' }, 'desk-decides'],
    ['residence-document', 'cannot-get', SEEKER, 'residence-proof-of-procedure'],
    ['residence-document', 'cannot-get', { residenceStatus: 'unknown' }, 'desk-decides'],
    ['diploma', 'cannot-get', REFUGEE, 'diploma-protected-one-proof'],
    ['diploma', 'cannot-get', WORKER, 'diploma-one-other-proof'],
    ['diploma', 'cannot-get', { diplomaProof: 'none' }, 'diploma-no-papers'],
    ['diploma', 'not-safe-to-get', { diplomaProof: 'none' }, 'not-safe-do-not-contact'],
    ['diploma', 'not-safe-to-get', WORKER, 'not-safe-do-not-contact'],
    ['transcript', 'cannot-get', REFUGEE, 'transcript-if-available'],
    // NARIC begins nothing without any proof, whatever it waives.
    ['transcript', 'cannot-get', { ...REFUGEE, diplomaProof: 'none' }, 'desk-decides'],
    // A school decides on study: what NARIC waives is no way round there.
    ['diploma', 'cannot-get', { ...REFUGEE, goal: ['full-degree'], postcode: '8000' }, 'diploma-one-other-proof'],
    [
      'transcript',
      'cannot-get',
      { ...REFUGEE, goal: ['full-degree'], postcode: '8000' },
      'transcript-institution-letter',
    ],
    ['transcript', 'cannot-get', SEEKER, 'transcript-institution-letter'],
    ['transcript', 'not-safe-to-get', WORKER, 'not-safe-do-not-contact'],
    ['diploma-translation', 'cannot-get', NURSE, 'translation-desk-advises'],
    ['naric-application', 'cannot-get', NURSE, 'naric-desk-advises'],
    ['naric-application', 'not-safe-to-get', { ...NURSE, diplomaProof: 'none' }, 'naric-needs-one-proof'],
    ['naric-decision', 'cannot-get', { recognition: 'level' }, 'naric-duplicate-decision'],
    ['professional-recognition', 'cannot-get', { ...NURSE, recognition: 'specific' }, 'recognition-authority-decides'],
    ['study-language-proof', 'cannot-get', STUDY, 'study-language-test'],
    ['cv', 'cannot-get', {}, 'desk-decides'],
    ['cv', 'not-safe-to-get', {}, 'not-safe-do-not-contact'],
  ])('of %s that one %s, for %o, is %s', (id, holding, change, wayRound) => {
    const facts: Facts = allMetBut({ ...change, documents: { [id]: holding } });
    expect(judge(facts).documents.find((document) => document.id === id)).toMatchObject({ status: holding, wayRound });
  });

  it('is there at once for who has no paper of the diploma at all, and for nobody else', () => {
    const wayRound = (change: Change) =>
      judge(allMetBut(change)).documents.find(({ id }) => id === 'diploma')?.wayRound;
    expect(wayRound({ diplomaProof: 'none' })).toBe('diploma-no-papers');
    expect(wayRound({ diplomaProof: 'none', documents: { diploma: 'can-get' } })).toBeNull();
    expect(wayRound({ diplomaProof: 'some-proof' })).toBeNull();
    // NARIC, which asks one proof to begin, says so too; no other paper has a way round before it cannot be got.
    const others = judge(allMetBut({ diplomaProof: 'none' })).documents.filter(({ id }) => id !== 'diploma');
    expect(others.filter(({ wayRound: way }) => way !== null).map(({ wayRound: way }) => way)).toEqual([
      'naric-needs-one-proof',
    ]);
    expect(others.length).toBeGreaterThan(3);
    expect(wayRound({ documents: { diploma: 'have' } })).toBeNull();
  });
});
