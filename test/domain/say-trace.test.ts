/** Every verdict in an office's words: which text, of which fee, and nothing of a referral that tells no rows. */
import { describe, expect, it } from 'vitest';
import { rowOn } from '../../src/domain/rules.ts';
import { sayCriterion, sayTrace } from '../../src/domain/say-trace.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const said = (change: Change, of: string, name?: string) =>
  sayTrace(judge(allMetBut(change))).find((one) => one.of === of && (name === undefined || one.name.key === name));

describe('what is said of a verdict', () => {
  it.each<readonly [string, string, Change, string]>([
    ['verdicts:perspective.professional', 'desk-reasons:perspective.professional.work-soon', {}, 'perspective'],
    [
      'verdicts:perspective.undetermined',
      'desk-reasons:perspective.undetermined.declined',
      { goal: 'declined' },
      'perspective',
    ],
    ['verdicts:destination.desk', 'verdicts:route.all-met.desk', {}, 'route'],
    ['verdicts:destination.other-services', 'verdicts:route.out-of-area.desk', { postcode: '4000' }, 'route'],
    ['verdicts:flag.living-wage', 'desk-reasons:flag.living-wage', { income: ['living-wage'] }, 'flag'],
    ['documents:cv.name', 'desk-reasons:document.cv-work', {}, 'document'],
    [
      'documents:naric-application.name',
      'desk-reasons:document.naric-specific-regulated',
      { regulatedProfession: 'nurse' },
      'document',
    ],
  ])('is %s with %s for %j (%s)', (name, why, change, of) => {
    expect(said(change, of, name)).toMatchObject({ name: { key: name }, why: { key: why } });
  });

  it('comes with the fee as a number and the end as a day', () => {
    const fee = rowOn(RULES.figures['naric-level-fee'] ?? [], TODAY);
    expect(said({}, 'document', 'documents:naric-application.name')?.figures).toEqual([
      { key: 'desk-reasons:figure.naric-level-fee', params: { amount: fee?.value } },
    ]);
    const status: Change = { residenceStatus: 'temporary-protection' };
    expect(said(status, 'document', 'documents:residence-document.name')?.figures).toEqual([
      { key: 'desk-reasons:figure.temporary-protection-end', params: { amount: { day: '2027-03-04' } } },
    ]);
    expect(said({}, 'document', 'documents:cv.name')?.figures).toEqual([]);
  });

  it('keeps the rows and the order of the trace', () => {
    const assessment = judge(allMetBut({}));
    expect(sayTrace(assessment).map(({ of, grounds }) => ({ of, grounds }))).toEqual(
      assessment.trace?.map(({ of, grounds }) => ({ of, grounds })),
    );
  });

  it('is nothing of a referral without rows, nor of a paper that it does not list', () => {
    const { trace: rows = [], ...before } = judge(allMetBut({}));
    expect(sayTrace(before)).toEqual([]);
    const others = before.documents.filter(({ id }) => id !== 'cv');
    const left = sayTrace({ ...before, documents: others, trace: rows });
    expect(left).toHaveLength(rows.length - 1);
    expect(left.map(({ name }) => name.key)).not.toContain('documents:cv.name');
  });

  it('of a criterion is what a desk reads of its reason', () => {
    const [first] = judge(allMetBut({})).criteria;
    expect(first && sayCriterion(first)).toEqual({ key: 'verdicts:reason.E1.third-country.desk' });
  });
});
