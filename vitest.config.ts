import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/webchat/**', 'test/mutation/**', 'node_modules/**'],
    // Starts nothing before the first test asks for it.
    globalSetup: 'test/storage/postgres-server.ts',
    // Two cores: more workers only wait for each other, and each holds a database or a browser.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
