// Records healthy labs of other kinds than `lab-neutron-healthy`: `npx tsx test/recordings/record-kinds.ts [KIND …]`,
// as root, after a build.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Argv } from '../../src/host/process.ts';
import { joinByPatch, joinByVeth, quietly } from '../../src/lab/faults/steps.ts';
import { dressAsDistributed, undressDistributed } from '../../src/lab/kinds/dvr.ts';
import { dressAsHa, undressHa } from '../../src/lab/kinds/ha.ts';
import { addLinuxBridge, removeLinuxBridge } from '../../src/lab/kinds/linux-bridge.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../../src/lab/kinds/native-firewall.ts';
import { kollaKind } from '../../src/lab/kinds/podman-images.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { LabModel } from '../../src/lab/model.ts';
import { moveGatewayIn, moveGatewayOut } from '../../src/lab/provider-outside.ts';
import { cli } from '../support/diagnosis.ts';

interface Kind {
  readonly make: (model: LabModel) => readonly Argv[];
  readonly undo: (model: LabModel) => readonly Argv[];
}

const kinds: Readonly<Record<string, Kind>> = {
  /** The router of tenant a is an HA router, active here. */
  ha: { make: dressAsHa, undo: undressHa },
  /** The router of tenant a is distributed. */
  dvr: {
    make: dressAsDistributed,
    undo: undressDistributed,
  },
  /** Open vSwitch itself is the firewall. */
  'native-firewall': {
    make: dressAsNativeFirewall,
    undo: undressNativeFirewall,
  },
  /** The Linux bridge agent has a network on the host too. */
  'linux-bridge': {
    make: addLinuxBridge,
    undo: removeLinuxBridge,
  },
  /** Br-ex has a NIC, which leads to the gateway. */
  uplink: { make: moveGatewayOut, undo: moveGatewayIn },
  /** A veth pair joins br-int and br-ex. */
  veth: {
    make: () => [joinByVeth],
    undo: () => [joinByPatch, quietly('ip', 'link', 'delete', 'int-br-ex')],
  },
};

const here = dirname(fileURLToPath(import.meta.url));

const chosen = process.argv.slice(2);
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const collect = (name: string): Argv => [...cli, 'collect', '--quiet', '-o', join(here, `lab-neutron-${name}.tar.gz`)];

/** The layout in containers, as kolla-ansible makes them; on its host nothing of Open vSwitch is installed. */
if (isChosen('kolla')) {
  const host = await startLab({ name: `record-${process.pid}`, layout: await kollaKind(console.error) });
  try {
    const end = await host.runOnHost(collect('kolla'), { timeoutMs: 130_000 });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  } finally {
    await host.down();
  }
}

const lab = await startLab({ name: `record-${process.pid}`, layout: 'neutron' });
try {
  const run = async (commands: readonly Argv[]) => {
    for (const argv of commands) {
      const end = await lab.run(argv, { timeoutMs: 130_000 });
      if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`${argv.join(' ')}: ${JSON.stringify(end)}`);
    }
  };
  for (const [name, { make, undo }] of Object.entries(kinds)) {
    if (!isChosen(name)) continue;
    await run(make(lab.model));
    await run([collect(name)]);
    await run(undo(lab.model));
  }
} finally {
  await lab.down();
}
