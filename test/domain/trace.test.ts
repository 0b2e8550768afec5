/** What each verdict rests on: the dated rows behind the perspective, the route, the papers and the points of attention. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { type Row, rowOn } from '../../src/domain/rules.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];

/** The rules behind one verdict, named as `route` or `document cv`. */
const behind = (change: Change, about: string) =>
  judge(allMetBut(change))
    .trace?.filter(({ of, id }) => about === of || about === `${of} ${id}`)
    .flatMap(({ grounds }) => grounds.map(({ rule }) => rule))
    .join(' ');

/** Every row of src/rules by file, id and first day. */
const ROWS = new Map<string, Row<unknown>>(
  Object.entries(RULES).flatMap(([file, group]) => {
    if (typeof group === 'string') return [];
    const name = file === 'addedDocuments' ? 'documents' : file;
    const timelines: readonly (readonly Row<unknown>[])[] = Object.values(group);
    return timelines.flat().map((row) => [`${name}.${row.id} ${row.validFrom}`, row] as const);
  }),
);

describe('the trace', () => {
  it.each<readonly [string, Change, string]>([
    ['triage.perspective', {}, 'perspective'],
    ['triage.perspective professions.nurse', { regulatedProfession: 'nurse' }, 'perspective'],
    // A closed profession that no row knows: the general rule.
    ['triage.perspective documents.professional-recognition', { regulatedProfession: 'other' }, 'perspective'],
    ['triage.perspective documents.professional-recognition', { regulatedProfession: 'toString' }, 'perspective'],
    ['regions.ghent', {}, 'route'],
    ['regions.ghent criteria.E3', { inBelgiumSince: '2015-01' }, 'route'],
    ['criteria.E2', { residenceStatus: 'none' }, 'route'],
    ['criteria.E4', { diplomaLevel: 'secondary' }, 'route'],
    ['criteria.E4', { diplomaLevel: 'none' }, 'route'],
    ['criteria.E4 regions.limburg', { diplomaLevel: 'unfinished-higher', postcode: '3500' }, 'route'],
    ['criteria.E1 regions.brussels', { nationalities: ['RO'], postcode: '1000' }, 'route'],
    ['criteria.E3 regions.limburg', { inBelgiumSince: '2015-01', postcode: '3500' }, 'route'],
    ['regions.ghent', { goal: ['full-degree'] }, 'route'],
    ['postcodes.liege', { postcode: '4000' }, 'route'],
    [
      'postcodes.walloon-brabant postcodes.german-community postcodes.liege postcodes.rest-of-wallonia',
      { postcode: undefined, region: 'out-of-area' },
      'route',
    ],
    ['steps.find-desk', { postcode: undefined }, 'route'],
    ['documents.cv', {}, 'document cv'],
    ['documents.naric-application figures.naric-level-fee', {}, 'document naric-application'],
    [
      'documents.naric-application professions.nurse figures.naric-specific-fee',
      { regulatedProfession: 'nurse' },
      'document naric-application',
    ],
    [
      'documents.naric-application professions.engineer figures.naric-level-fee',
      { regulatedProfession: 'engineer' },
      'document naric-application',
    ],
    ['documents.naric-application professions.lawyer', { regulatedProfession: 'lawyer' }, 'document naric-application'],
    [
      'documents.professional-recognition professions.lawyer',
      { regulatedProfession: 'lawyer' },
      'document professional-recognition',
    ],
    [
      'documents.professional-recognition professions.nurse',
      { regulatedProfession: 'nurse' },
      'document professional-recognition',
    ],
    [
      'documents.professional-recognition professions.nurse',
      { regulatedProfession: 'nurse', recognition: 'specific' },
      'document professional-recognition',
    ],
    [
      'documents.professional-recognition professions.nurse',
      { regulatedProfession: 'nurse', diplomaCountry: 'BE' },
      'document professional-recognition',
    ],
    ['documents.transcript documents.naric-application', {}, 'document transcript'],
    ['documents.transcript documents.naric-application', { regulatedProfession: 'nurse' }, 'document transcript'],
    ['documents.transcript', { goal: ['full-degree'] }, 'document transcript'],
    ['documents.diploma-translation documents.naric-application', {}, 'document diploma-translation'],
    ['documents.jobseeker-registration regions.ghent', {}, 'document jobseeker-registration'],
    ['documents.jobseeker-registration regions.brussels', { postcode: '1000' }, 'document jobseeker-registration'],
    [
      'documents.professional-recognition professions.nurse',
      { regulatedProfession: 'nurse', nationalities: ['NO'], diplomaCountry: 'NO' },
      'document professional-recognition',
    ],
    ['documents.jobseeker-registration', { postcode: undefined }, 'document jobseeker-registration'],
    ['documents.integration-contract', {}, 'document integration-contract'],
    [
      'documents.integration-contract triage.naric-free',
      { residenceStatus: 'family-reunification' },
      'document integration-contract',
    ],
    ['documents.living-wage-decision', { income: ['living-wage'] }, 'document living-wage-decision'],
    ['documents.residence-document', {}, 'document residence-document'],
    [
      'documents.residence-document triage.work-right-on-card figures.asylum-work-wait',
      { residenceStatus: 'asylum-seeker' },
      'document residence-document',
    ],
    [
      'documents.residence-document criteria.E2',
      { residenceStatus: 'regularisation-pending' },
      'document residence-document',
    ],
    [
      'documents.residence-document figures.temporary-protection-end',
      { residenceStatus: 'temporary-protection' },
      'document residence-document',
    ],
    [
      'documents.naric-decision figures.naric-missing-papers-months',
      { recognition: 'applied' },
      'document naric-decision',
    ],
    ['criteria.E2', { residenceStatus: 'asylum-seeker' }, 'flag pending-status'],
    ['triage.no-agency-counsellor', { residenceStatus: 'asylum-seeker' }, 'flag no-agency-counsellor'],
    ['triage.work-right-on-card', { residenceStatus: 'asylum-seeker' }, 'flag check-work-right'],
    ['figures.temporary-protection-end', { residenceStatus: 'temporary-protection' }, 'flag temporary-protection-ends'],
    ['criteria.E1', { nationalities: ['RO'], postcode: '2000' }, 'flag eu-national'],
    ['criteria.E3', { inBelgiumSince: '2015-01' }, 'flag tolerance-margin'],
    ['criteria.E6', { english: false, dutch: 'A1' }, 'flag interpreter'],
    ['professions.nurse', { regulatedProfession: 'nurse' }, 'flag regulated-profession'],
    ['documents.professional-recognition', { regulatedProfession: 'other' }, 'flag regulated-profession'],
    ['professions.engineer', { regulatedProfession: 'engineer' }, 'flag protected-title'],
    ['triage.hard-to-place', { regulatedProfession: 'nurse' }, 'flag hard-to-place'],
    ['triage.hard-to-place', { studyField: '02' }, 'flag hard-to-place'],
    ['triage.hard-to-place', { studyField: '02', regulatedProfession: 'architect' }, 'flag hard-to-place'],
    ['documents.employment-contract', { workSituation: 'below-level' }, 'flag below-level'],
    ['documents.living-wage-decision', { income: ['living-wage'] }, 'flag living-wage'],
    ['documents.diploma', { diplomaProof: 'none' }, 'flag no-diploma-proof'],
    ['documents.diploma', { diplomaProof: 'some-proof' }, 'flag incomplete-diploma-proof'],
    ['documents.naric-decision', { recognition: 'refused' }, 'flag recognition-refused'],
    ['triage.naric-free', {}, 'flag naric-free'],
    ['documents.jobseeker-registration', { registeredJobseeker: false }, 'flag not-registered-jobseeker'],
    ['triage.practical-obstacles', { obstacles: ['money'] }, 'flag conditions'],
    ['criteria.E7 triage.practical-obstacles', { obstacles: ['money'], postcode: '8000' }, 'flag conditions'],
    ['criteria.E8 triage.practical-obstacles', { obstacles: ['money'], postcode: '2300' }, 'flag conditions'],
    ['regions.antwerp-city criteria.E1', { nationalities: ['RO'], postcode: '2000' }, 'route'],
  ])('is %s for %j, %s', (rules, change, about) => {
    expect(behind(change, about)).toBe(rules);
  });

  it('gives the figures with their amount, of today: what is paid is paid now', () => {
    const feeOn = (registeredOn: string) =>
      judge(allMetBut({ registeredOn })).trace?.flatMap(({ id, grounds }) =>
        id === 'naric-application'
          ? grounds.flatMap(({ rule, amount, validFrom }) => (amount === undefined ? [] : [[rule, amount, validFrom]]))
          : [],
      );
    const now = rowOn(RULES.figures['naric-level-fee'] ?? [], TODAY);
    for (const day of [TODAY, '2024-12-31'])
      expect(feeOn(day)).toEqual([['figures.naric-level-fee', now?.value, now?.validFrom]]);
  });

  it('rests on the row that adds a paper', () => {
    const source = { title: 'A decree', ref: 'https://example.org/decree', checkedOn: TODAY };
    const value = { when: {}, need: 'helpful', reason: 'cv-work' } as const;
    const rowOf = (id: string) => [{ id, validFrom: '2026-01-01', value, source, note: '' }];
    const rules = { ...RULES, addedDocuments: { 'first-aid': rowOf('first-aid'), licence: rowOf('licence') } };
    const { trace = [] } = assess(allMetBut({}), rules, TODAY);
    expect(trace.find(({ id }) => id === 'licence')).toEqual({
      of: 'document',
      id: 'licence',
      grounds: [{ rule: 'documents.licence', validFrom: '2026-01-01', source }],
    });
  });

  it('rests on the rows of today where the verdict needs none of the day', () => {
    const before: Change = { registeredOn: '2014-12-31' };
    expect(behind({ ...before, postcode: undefined, region: 'ghent' }, 'route')).toBe('regions.ghent');
    expect(behind(before, 'perspective')).toBe('triage.perspective');
    expect(behind({ ...before, workSituation: 'below-level' }, 'flag below-level')).toBe(
      'documents.employment-contract',
    );
    expect(behind({ ...before, obstacles: ['money'] }, 'flag conditions')).toBe('triage.practical-obstacles');
  });

  it('holds one line for every verdict, each with rows that are there, whatever is told', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { trace = [], documents, flags, perspective, route } = judge(facts);
        expect(trace.map(({ of, id }) => `${of} ${id}`)).toEqual([
          `perspective ${perspective.reason}`,
          `route ${route.reason}`,
          ...documents.map(({ id }) => `document ${id}`),
          ...flags.map((flag) => `flag ${flag}`),
        ]);
        for (const { grounds } of trace) {
          expect(grounds).not.toEqual([]);
          for (const { rule, validFrom, source } of grounds) {
            expect(ROWS.get(`${rule} ${validFrom}`)?.source).toBe(source);
          }
        }
      }),
      runs(300),
    );
  });
});
