import { defineConfig } from 'vitest/config';

/** Each change is tried against the tables, and against few random facts, always the same ones. */
export default defineConfig({
  test: {
    include: ['test/domain/*.test.ts'],
    exclude: ['test/domain/{populations,random-facts}.test.ts'],
    env: { RANDOM_FACTS: '60' },
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
