import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes: started last, one of them would keep a single worker busy when all others are done. */
const long = [
  ...[/unlisted-neutron/, /diagnosis\/faults-neutron/, /look-alikes/, /faults-/, /unlisted-/],
  ...[/corrupted-/, /cut-text/, /probe\.live/, /blog-post/, /\.live\./],
];

/**
 * A worker ends where the next file is of another project, and a new one loads the whole program anew: one after the
 * other, the live tests last, which can be left out where a run has no more time.
 */
const projects = ['unit', 'thorough', 'live'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      long.findIndex((pattern) => pattern.test(moduleId)) + 1 || long.length + 1;
    const turn = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return files.toSorted(
      (one, other) => turn(one) - turn(other) || rank(one) - rank(other) || one.moduleId.localeCompare(other.moduleId),
    );
  }
}

const live = 'test/**/*.live.test.ts';
/** Thousands of diagnoses of damaged recordings, and whole runs of qdoctor and of other tools: no root, but minutes. */
const thorough = [
  ...['test/facts/corrupted-*.test.ts', 'test/facts/cut-text.test.ts', 'test/facts/text/broken-text.test.ts'],
  ...['test/app/custom-checks.test.ts', 'test/fleet/fleet.test.ts', 'test/mcp/server.test.ts'],
  ...['test/report/web-pages.test.ts', 'test/report/map.test.ts', 'test/report/diff.test.ts'],
  ...['test/docs/inline-commands.test.ts', 'test/packets/dhcp-command.test.ts', 'test/playbook/conclude.test.ts'],
  ...['test/playbook/listed.test.ts', 'test/playbook/damaged.test.ts', 'test/wizard/elsewhere.test.ts'],
  ...['test/excerpts/*.test.ts', 'test/commands/**/*.test.ts', 'test/scripts/*.test.ts'],
];

export default defineConfig({
  test: {
    // Live tests bring whole hosts up and wait for real time-outs of real tools; on a slow machine a start of a process
    // takes ten times as long as on a quick one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Files share what one worker has loaded: the program, and the recordings that tests start from.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [live, ...thorough],
        },
      },
      { extends: true, test: { name: 'thorough', include: thorough, exclude: [live] } },
      // Real tools have time limits of their own, and a machine that is busy may miss one: such a test is tried again,
      // and vitest says "retry x1" beside it. One that says so often has a defect.
      { extends: true, test: { name: 'live', include: [live], retry: 2 } },
    ],
  },
});
