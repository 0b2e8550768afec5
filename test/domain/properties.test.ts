/** What must hold for any facts at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/domain/assessment.ts';
import {
  CRITERION_REASONS,
  DOCUMENT_REASONS,
  FLAGS,
  NEXT_STEPS,
  PERSPECTIVE_REASONS,
  ROUTE_REASONS,
  WAYS_ROUND,
} from '../../src/domain/codes.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { factsSchema } from '../../src/schemas/facts.ts';
import { anyFacts, KEYS, runs, type TriedKey, untoldFacts, VALUES } from './any-facts.ts';
import { judge } from './cases.ts';

const RUNS = runs(1000);
const told = (facts: Facts, key: TriedKey) => facts[key] !== undefined;
const settled = (facts: Facts) => told(facts, 'postcode') || told(facts, 'region');

/** Where someone lives is one fact in two forms: a second form may move the place, and with it what is asked there. */
const movesPlace = (facts: Facts, key: TriedKey) => (key === 'postcode' || key === 'region') && settled(facts);

const someKey = fc.constantFrom(...KEYS);
const keyWithValue = someKey.chain((key) => (VALUES[key] as fc.Arbitrary<unknown>).map((value) => ({ key, value })));

describe('for any facts', () => {
  it('an unknown or declined answer alone never yields not-met, not-eligible or not-admitted', () => {
    fc.assert(
      fc.property(untoldFacts, (facts) => {
        const { criteria, deskAccess, projectEligibility } = judge(facts);
        expect(criteria.filter(({ outcome }) => outcome === 'not-met')).toEqual([]);
        expect([deskAccess, projectEligibility]).toEqual(['review', 'review']);
      }),
      RUNS,
    );
  });

  it('turning a told answer into unknown or declined never closes a desk that was open', () => {
    fc.assert(
      fc.property(anyFacts, someKey, fc.constantFrom('unknown', 'declined'), (facts, key, untold) => {
        const before = judge(facts);
        const after = judge({ ...facts, [key]: untold } as Facts);
        const closed = (assessment: Assessment) =>
          assessment.criteria.filter(({ outcome }) => outcome === 'not-met').map(({ id }) => id);
        for (const id of closed(after)) expect(closed(before)).toContain(id);
        if (!movesPlace(facts, key) && before.deskAccess !== 'not-admitted')
          expect(after.deskAccess).not.toBe('not-admitted');
      }),
      RUNS,
    );
  });

  it('adding a fact never un-decides a decided criterion, nor opens or closes what was closed', () => {
    fc.assert(
      fc.property(anyFacts, keyWithValue, (facts, { key, value }) => {
        fc.pre(!told(facts, key));
        const before = judge(facts);
        const after = judge({ ...facts, [key]: value } as Facts);
        for (const { id, outcome } of before.criteria) {
          const now = after.criteria.find((criterion) => criterion.id === id);
          // Another place may ask E7 or E8 no longer.
          if (outcome !== 'review' && (now !== undefined || !movesPlace(facts, key)))
            expect(now?.outcome).toBe(outcome);
        }
        if (before.projectEligibility !== 'review') expect(after.projectEligibility).toBe(before.projectEligibility);
        if (before.deskAccess === 'not-admitted' && !movesPlace(facts, key))
          expect(after.deskAccess).toBe('not-admitted');
        if (before.deskAccess === 'admitted' && !movesPlace(facts, key)) expect(after.deskAccess).toBe('admitted');
      }),
      RUNS,
    );
  });

  it('the order of the facts and of their lists never matters', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const entries = Object.entries(facts).reverse();
        const reversed = Object.fromEntries(
          entries.map(([key, value]) => [key, Array.isArray(value) ? [...value].reverse() : value]),
        );
        expect(judge(reversed)).toEqual(judge(facts));
      }),
      RUNS,
    );
  });

  it('the facts are left as they were, and the same facts give the same assessment', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const copy = structuredClone(facts);
        expect(judge(facts)).toEqual(judge(copy));
        expect(facts).toEqual(copy);
      }),
      runs(500),
    );
  });

  it('every assessment fits its schema, and the facts fit theirs', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const parsed = factsSchema.safeParse(facts);
        expect(parsed.error?.issues ?? []).toEqual([]);
        expect(assessmentSchema.safeParse(judge(facts)).error?.issues ?? []).toEqual([]);
      }),
      RUNS,
    );
  });

  it('every code is in codes.ts, where words are written for it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { criteria, perspective, route, flags, documents, nextSteps } = judge(facts);
        for (const { id, outcome, reason } of criteria) expect(CRITERION_REASONS[id][outcome]).toContain(reason);
        expect(PERSPECTIVE_REASONS[perspective.outcome]).toContain(perspective.reason);
        expect(ROUTE_REASONS).toContain(route.reason);
        expect(FLAGS).toEqual(expect.arrayContaining([...flags]));
        expect(NEXT_STEPS).toEqual(expect.arrayContaining(nextSteps.map(({ id }) => id)));
        for (const { reason, wayRound } of documents) {
          expect(DOCUMENT_REASONS).toContain(reason);
          if (wayRound !== null) expect(WAYS_ROUND).toContain(wayRound);
        }
      }),
      RUNS,
    );
  });

  it('a route that is no desk has a next step, and a no has a reason', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { route, nextSteps, deskAccess, criteria } = judge(facts);
        if (route.to !== 'desk') expect(nextSteps.length).toBeGreaterThan(0);
        expect(route.to === 'other-services').toBe(deskAccess === 'not-admitted');
        if (deskAccess === 'not-admitted')
          expect(route.region === 'out-of-area' || criteria.some(({ outcome }) => outcome === 'not-met')).toBe(true);
      }),
      RUNS,
    );
  });

  it('every document that cannot be got, or not safely, has a way round', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { status, wayRound } of judge(facts).documents) {
          if (status !== 'cannot-get' && status !== 'not-safe-to-get') continue;
          seen += 1;
          expect(wayRound).not.toBeNull();
        }
      }),
      RUNS,
    );
    expect(seen).toBeGreaterThan(0);
  });

  it('never asks an asylum seeker for an integration contract', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { documents, flags } = judge({ ...facts, residenceStatus: 'asylum-seeker' });
        expect(documents.map(({ id }) => id)).not.toContain('integration-contract');
        expect(flags.includes('pending-status')).toBe((facts.registeredOn ?? '2026') >= '2015');
      }),
      runs(500),
    );
  });
});
