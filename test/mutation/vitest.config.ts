import { defineConfig } from 'vitest/config';

/** The tables, without random facts: each change is tried against all of them. */
export default defineConfig({
  test: {
    include: ['test/domain/*.test.ts'],
    exclude: ['test/domain/{properties,populations,random-facts}.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
