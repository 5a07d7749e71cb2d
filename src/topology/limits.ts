import type { Facts } from '../facts/index.ts';
import type { Kernel, StateFolder } from '../facts/kernel.ts';
import { type Known, known, mapKnown, valuesOf } from '../facts/known.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles } from './expectations.ts';
import type { Subject } from './subject.ts';

/** What the host lets the networks on it have. */
export interface Limits {
  readonly subject: Subject;
  readonly kernel: Known<Kernel>;
  readonly stateFolders: Known<readonly StateFolder[]>;
}

/** One. */
export const limits = defineSection({
  name: 'limits',
  facts: ['kernel', 'stateFolders', 'agentFiles', 'dnsmasq'],
  needs: [],
  build: ({ kernel, stateFolders, agentFiles, dnsmasq }, _, subject): Known<readonly Limits[]> =>
    known([
      {
        subject,
        kernel,
        stateFolders: mapKnown(stateFolders, (all) => inUse(all, usedPaths({ agentFiles, dnsmasq }))),
      },
    ]),
});

/** The state paths under which an agent has files here: a folder that nobody uses may be as full as it likes. */
const usedPaths = (facts: Pick<Facts, 'agentFiles' | 'dnsmasq'>): readonly string[] =>
  [...allDhcpFiles(facts), ...valuesOf(facts.dnsmasq)].map(({ folder }) => folder);

const inUse = (folders: readonly StateFolder[], used: readonly string[]): readonly StateFolder[] =>
  folders.filter(({ path }) => used.some((folder) => folder.startsWith(`${path}/`)));
