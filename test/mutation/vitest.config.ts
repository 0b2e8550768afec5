import { defineConfig } from 'vitest/config';
import { testsOf } from './tests-of.ts';

/** Each change is tried against the tables, and against few random facts, always the same ones. */
export default defineConfig({
  test: {
    include: [...testsOf(process.env.MUTATED)],
    exclude: ['test/domain/{populations,random-facts}.test.ts'],
    env: { RANDOM_FACTS: '60' },
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
