/**
 * `npm run rules:random`: a hundred thousand random fact sets through the rules; stops at the first hundred faults.
 * Fewer, or others: `-- --count 5000 --seed 7`.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { anyFacts } from '../domain/any-facts.ts';
import { faultsOf } from './faults.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
/** Drawn a batch at a time, so that they need not all be kept. */
const BATCH = 1000;
const MOST_FAULTS = 100;
/** One in so many is also handed over and asked what would change it. */
const WHOLE_EVERY = 10;

const count = Number(values.count);
const seed = Number(values.seed);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('--count and --seed take numbers');
const began = performance.now();
let judged = 0;
let faulty = 0;
while (judged < count && faulty < MOST_FAULTS) {
  const batch = fc.sample(anyFacts, { numRuns: Math.min(BATCH, count - judged), seed: seed + judged });
  for (const facts of batch) {
    const faults = faultsOf(facts, judged % WHOLE_EVERY === 0);
    judged += 1;
    if (faults.length === 0) continue;
    faulty += 1;
    console.log(`${faults.join('; ')}: ${JSON.stringify(facts)}`);
  }
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${judged} fact sets in ${seconds} s, ${faulty} with a fault`);
process.exitCode = faulty > 0 ? 1 : 0;
