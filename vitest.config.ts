import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes: started last, one of them would keep a single worker busy when all others are done. */
const long = [/faults-/, /corrupted-/, /probe\.live/, /look-alikes/, /blog-post/, /\.live\./];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      long.findIndex((pattern) => pattern.test(moduleId)) + 1 || long.length + 1;
    return files.toSorted((one, other) => rank(one) - rank(other) || one.moduleId.localeCompare(other.moduleId));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Live tests bring whole hosts up and wait for real time-outs of real tools.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Labs wait more than they work; with more of them at a time, a tool's own time limit becomes a matter of luck.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
