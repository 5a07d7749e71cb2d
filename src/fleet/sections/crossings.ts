import type { CrossingWatch } from '../../probes/host-crossings.ts';
import type { Subject } from '../../topology/subject.ts';
import { hostSubject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** Packets that were sent from one host to another, and where they were seen. */
export interface WatchedCrossing extends CrossingWatch {
  readonly subject: Subject;
  readonly sender: CloudHost;
  readonly receiver: CloudHost;
  /** Those of all hosts: the host on which most of them end is where to look. */
  readonly all: readonly CrossingWatch[];
}

export const crossings = defineCloudSection({
  name: 'crossings',
  noun: 'packets sent from host to host (fleet --host)',
  reads: [],
  build(hosts): readonly WatchedCrossing[] {
    const all = hosts.flatMap(({ crossings: own = [] }) => own);
    return all.flatMap((crossing) => {
      const sender = hosts.find(({ name }) => name === crossing.from.host);
      const receiver = hosts.find(({ name }) => name === crossing.to.host);
      if (sender === undefined || receiver === undefined) return [];
      const subject = { ...hostSubject(sender.name), networks: [crossing.network] };
      return [{ ...crossing, subject, sender, receiver, all }];
    });
  },
});
