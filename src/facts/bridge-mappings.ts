import { defineFact } from './fact.ts';
import { type Known, known } from './known.ts';
import { processes } from './process-list.ts';
import { sentinel, whole } from './sentinel.ts';
import { constant, found, orElse, pids, product } from './word-list.ts';

/** Which bridge leads to each physical network, as the Open vSwitch agent is set. */
export interface BridgeMappings {
  /** The file as the host sees it, and whether that is the agent's own, in no container. */
  readonly file: string;
  readonly isOnHost: boolean;
  /** The line that sets them. */
  readonly line: string;
  readonly bridges: ReadonlyMap<string, string>;
}

const agent = {
  from: 'processes',
  fact: processes,
  args: /^(?:\S*(?:python|perl|\/sh)\S* (?:-\S+ )*)?(?:\S*\/)?neutron-(?:openvswitch|ovs)-agent(?: |$)/,
  isFirstOnly: true,
} as const;

/** Undefined where no agent runs, or none of its files sets any. */
export const bridgeMappings = defineFact({
  id: 'bridgeMappings',
  about: 'the bridges of physical networks, by the settings of the Open vSwitch agent',
  needs: { processes },
  lists: {
    files: product(
      pids(agent),
      orElse(
        found(agent, /--config-file[= ]([^\s)]+)/),
        constant(['/etc/neutron/plugins/ml2/ml2_conf.ini', '/etc/neutron/plugins/ml2/openvswitch_agent.ini']),
      ),
      (pid, path) => `/proc/${pid}/root${path}`,
    ),
  },
  hasWork: ({ files }) => files.length > 0,
  ask: (_, { files }) => ({
    settings: { argv: ['grep', '-sHE', '^[[:space:]]*bridge_mappings[[:space:]]*=|^grep$', ...files, sentinel] },
  }),
  read({ settings }, { needs }): Known<BridgeMappings | undefined> {
    if (settings === undefined) return known(undefined);
    return whole(settings.command, settings.result, (lines) => {
      // As Neutron reads them: the last file decides.
      const [, pid, file = '', line = '', value = ''] =
        lines.findLast((each) => mapping.test(each))?.match(mapping) ?? [];
      if (pid === undefined) return undefined;
      const process = needs.processes.known
        ? needs.processes.value.find((each) => each.pid === Number(pid))
        : undefined;
      const bridges = value.split(',').flatMap((pair): [string, string][] => {
        const [, network, bridge] = /^\s*([^:\s]+):([^:\s]+)\s*$/.exec(pair) ?? [];
        return network === undefined || bridge === undefined ? [] : [[network, bridge]];
      });
      return { file, isOnHost: process?.hasHostPid === true, line, bridges: new Map(bridges) };
    });
  },
});

const mapping = /^\/proc\/(\d+)\/root([^:]+):(\s*bridge_mappings\s*=(.*))$/;
