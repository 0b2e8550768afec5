/** The same checks as `npm run rules:random`, on fewer facts and others every time; a fault is shrunk to its least. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsOf } from '../rules-random/faults.ts';
import { anyFacts, runs } from './any-facts.ts';

it('any facts get an assessment that fits its schema, with a way on, a way round, words and sources', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(9), (facts, one) => {
      expect(faultsOf(facts, one === 0)).toEqual([]);
    }),
    runs(2000),
  );
});
