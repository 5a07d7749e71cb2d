import { UserError } from '../errors.ts';
import { runProcess } from '../host/process.ts';
import { type Lab, type LabOptions, listLabs, startLab } from './lab.ts';
import { tunnelNic, underlay } from './place.ts';
import { maxHosts, placeNames } from './places.ts';
import { saidBy } from './words.ts';

/*
 * A lab of several hosts: each is a lab, with its own namespaces and its own Open vSwitch. Their tunnels meet on an underlay,
 * a bridge in a namespace of the first.
 */

export interface CloudOptions extends Omit<LabOptions, 'layout' | 'place'> {
  readonly hosts: number;
}

/** Starts the hosts one after another, the network node first: the VMs on the others get their leases from it. */
export async function startCloud({ hosts, name, signal, progress, ...options }: CloudOptions): Promise<readonly Lab[]> {
  if (!Number.isInteger(hosts) || hosts < 2 || hosts > maxHosts) {
    throw new UserError(`A lab can have 2 to ${maxHosts} hosts, not ${hosts}.`);
  }
  if ((await hostsOf(name)).length > 0 || (await listLabs()).some((lab) => lab.name === name)) {
    throw new UserError(`Lab '${name}' is already up.`, {
      hint: 'Stop it with qdoctor lab down, or choose another --name.',
    });
  }
  const started: Lab[] = [];
  try {
    for (const place of placeNames(hosts)) {
      const lab = await startLab({
        ...options,
        layout: 'neutron',
        name: hostName(name, place),
        place: { cloud: name, name: place, hosts, connect: (host) => plugIn(host, started[0] ?? host) },
        ...(signal === undefined ? {} : { signal }),
        progress: (line) => progress?.(`${place}: ${line}`),
      });
      started.push(lab);
    }
    return started;
  } catch (error) {
    for (const lab of started) await lab.down();
    throw error;
  }
}

/** The hosts of a lab that has several; none where it is a lone one, or not up. */
export const hostsOf = async (name: string): Promise<readonly Lab[]> =>
  (await listLabs()).filter(({ cloud }) => cloud === name);

const hostName = (cloud: string, place: string): string => `${cloud}-${place}`;

/** Gives a host the NIC that its tunnels go by, with its other end on the underlay. */
async function plugIn(host: Lab, first: Lab): Promise<void> {
  const { name } = host.model.place;
  if (host.pid === first.pid) {
    await must(
      host.run([
        'sh',
        '-ec',
        `ip netns add ${underlay}; ip -n ${underlay} link add br0 up type bridge stp_state 0 forward_delay 0`,
      ]),
    );
  }
  const inUnderlay = ['nsenter', `--net=/proc/${first.pid}/root/run/netns/${underlay}`, '--'] as const;
  const peer = ['type', 'veth', 'peer', 'name', tunnelNic.device, 'netns', String(host.pid)];
  await must(runProcess([...inUnderlay, 'ip', 'link', 'add', name, ...peer], { timeoutMs: 5000 }));
  await must(runProcess([...inUnderlay, 'ip', 'link', 'set', name, 'master', 'br0', 'up'], { timeoutMs: 5000 }));
}

async function must(running: ReturnType<typeof runProcess>): Promise<void> {
  const end = await running;
  if (end.kind === 'exited' && end.exitCode === 0) return;
  throw new UserError(`Starting the lab failed: underlay: ${saidBy(end)}`, { exitCode: 3 });
}
