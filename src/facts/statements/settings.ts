import type { Found, StatementReader } from './statement.ts';

const mapping = /^([\w.-]+):(br[\w.-]*)$/;

/** The settings of the L2 agent (ml2_conf.ini, openvswitch_agent.ini, ovs_quantum_plugin.ini), as far as they are set. */
export const agentSettings: StatementReader = {
  sign: /^(?:\/\S+?:)?[ \t]*bridge_mappings[ \t]*=/m,
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const value = /^(?:\/\S+?:)?\s*bridge_mappings\s*=\s*(\S.*)$/.exec(line)?.[1];
      return (value ?? '').split(',').flatMap((one): readonly Found[] => {
        const [, physicalNetwork, bridge] = mapping.exec(one.trim()) ?? [];
        return physicalNetwork === undefined || bridge === undefined
          ? []
          : [{ statement: { kind: 'bridge-mapping', physicalNetwork, bridge }, at: [at] }];
      });
    }),
};
