import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Live tests bring whole hosts up and wait for real time-outs of real tools.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two labs at a time are what two cores carry without making a tool's own time limit a matter of luck.
    maxWorkers: 2,
  },
});
