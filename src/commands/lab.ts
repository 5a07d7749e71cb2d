import { type Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../errors.ts';
import { hostsOf, startCloud } from '../lab/cloud.ts';
import { healCloudFault, injectCloudFault } from '../lab/cloud-faults/apply.ts';
import { type CloudFault, cloudFaults } from '../lab/cloud-faults/index.ts';
import { healFault, injectedFaults, injectFault } from '../lab/faults/apply.ts';
import { type Fault, faults as listedFaults } from '../lab/faults/index.ts';
import { unlistedFaults } from '../lab/faults/unlisted/index.ts';
import { kollaKind } from '../lab/kinds/podman-images.ts';
import { findLab, type Lab, labObstacle, listLabs, startLab } from '../lab/lab.ts';
import { type Layout, maxNetworks } from '../lab/model.ts';
import { maxHosts } from '../lab/places.ts';
import { meant } from '../nearest.ts';
import { table, terminalWidth } from '../report/table.ts';
import { type PagerOptions, showPage, withPager } from './pager.ts';

interface Named {
  readonly name: string;
}

interface UpOptions extends Named {
  readonly layout: Layout | 'kolla';
  readonly networks: number;
  readonly hosts: number;
}

/** `qdoctor lab …`: a private Quantum host on this machine, for learning and for testing playbooks. */
export function addLabCommand(program: Command, interrupt: AbortSignal): void {
  const lab = program
    .command('lab')
    .description('a private Quantum host on this machine, for learning and for testing playbooks')
    .enablePositionalOptions();

  named(lab.command('up'))
    .description('start a lab')
    .addOption(
      new Option('--layout <LAYOUT>', 'generation of Quantum; kolla: that of neutron, in containers')
        .choices(['folsom', 'neutron', 'kolla'])
        .default('neutron'),
    )
    .option('--networks <COUNT>', 'further networks, each with a router, a DHCP server and a VM', networkCount, 0)
    .option('--hosts <COUNT>', 'a network node and computes, joined by tunnels', hostCount, 1)
    .action(up);
  named(lab.command('down')).description('tear down a lab').action(down);
  lab
    .command('status')
    .description('running labs and their active faults')
    .option('--name <NAME>', 'only this lab')
    .action((options: Partial<Named>) => status(options, interrupt));
  withPager(lab.command('faults'))
    .description('faults that can be injected')
    .action((own: PagerOptions) => listFaults(program, own));
  named(lab.command('fault'))
    .description('inject a fault')
    .argument('<FAULT>', 'see qdoctor lab faults')
    .action(inject);
  named(lab.command('heal')).description('undo a fault').argument('<FAULT>', 'see qdoctor lab faults').action(heal);
  named(lab.command('run'))
    .description('run a command inside a lab, in the current folder; its exit code is passed on')
    .argument('<COMMAND...>', 'after --, for example: -- ovs-vsctl show')
    .passThroughOptions()
    .action(run);
}

function named(command: Command): Command {
  return command.option('--name <NAME>', 'name of the lab', 'default');
}

function networkCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= maxNetworks) return count;
  throw new InvalidArgumentError(`Allowed: 0 to ${maxNetworks}.`);
}

function hostCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= maxHosts) return count;
  throw new InvalidArgumentError(`Allowed: 1 to ${maxHosts}.`);
}

async function up(options: UpOptions): Promise<void> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.on('SIGINT', abort).on('SIGTERM', abort);
  try {
    const progress = (line: string) => void process.stderr.write(`${line}\n`);
    if (options.hosts > 1) return await upCloud(options, controller.signal, progress);
    const layout = options.layout === 'kolla' ? await kollaKind(progress) : options.layout;
    const lab = await startLab({ ...options, layout, signal: controller.signal, progress });
    const name = lab.name === 'default' ? '' : ` --name ${lab.name}`;
    print(
      `Lab '${lab.name}' is up: layout ${options.layout}, ${lab.model.networks.length} networks, floating IP ${lab.model.floatingIp}`,
      `  qdoctor lab run${name} -- qdoctor --ci    diagnose it`,
      `  qdoctor lab fault${name} dhcp-no-offer    inject a fault (list: qdoctor lab faults)`,
      `  qdoctor lab run${name} -- bash            explore: ip netns, ovs-vsctl show, ip netns exec vm-a1 …`,
      `  qdoctor lab down${name}                   tear it down`,
    );
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write('qdoctor: Interrupted; the unfinished lab was removed.\n');
    process.exitCode = 130;
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}

async function upCloud(
  { name, layout, ...options }: UpOptions,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<void> {
  if (layout !== 'neutron') throw new UserError('--hosts requires --layout neutron.');
  const hosts = await startCloud({ ...options, name, signal, progress });
  const own = name === 'default' ? '' : ` --name ${name}`;
  print(
    `Lab '${name}' is up: ${hosts.length} hosts, ${hosts.map((host) => host.name).join(', ')}`,
    ...hosts.map(
      (host) => `  qdoctor lab run --name ${host.name} -- qdoctor collect -o ${host.model.place.name}.tar.gz`,
    ),
    '  qdoctor fleet *.tar.gz                      diagnose them as one cloud',
    `  qdoctor lab fault${own} tunnel-gone           inject a fault (list: qdoctor lab faults)`,
    `  qdoctor lab down${own}                        tear it down`,
  );
}

async function down({ name }: Named): Promise<void> {
  const hosts = await hostsOf(name);
  for (const host of hosts) await host.down();
  if (hosts.length > 0) return print(`Lab '${name}' is down.`);
  const lab = await existingLab(name);
  await lab.down();
  print(`Lab '${name}' is down.`);
}

async function status({ name }: Partial<Named>, interrupt: AbortSignal): Promise<void> {
  await requireLinuxRoot();
  const labs = (await listLabs()).filter((lab) => name === undefined || lab.name === name);
  if (labs.length === 0) print(name === undefined ? 'No lab is up.' : `Lab '${name}' is not up.`);
  const rows = labs.map(async (lab) => {
    const since = (await lab.since())?.toISOString() ?? 'unknown';
    const active = await describeFaults(lab, interrupt);
    return [
      lab.name,
      lab.model.containers === undefined ? lab.layout : 'kolla',
      String(lab.model.networks.length),
      String(lab.pid),
      since,
      active,
    ];
  });
  const heads = ['NAME', 'LAYOUT', 'NETWORKS', 'PID', 'SINCE', 'ACTIVE FAULTS'];
  if (labs.length > 0) print(...table([heads, ...(await Promise.all(rows))], terminalWidth()));
}

/** What was injected, as far as a diagnosis still finds it. */
async function describeFaults(lab: Lab, interrupt: AbortSignal): Promise<string> {
  if ((await injectedFaults(lab)).length === 0) return 'none';
  const { faultsInLab } = await import('../app/faults-in-lab.ts');
  const injected = await faultsInLab(lab, faults, interrupt);
  const named = injected.map(({ id, isActive }) => (isActive ? id : `${id} (no longer found)`));
  return named.join(', ') || 'none';
}

const faults: readonly Fault[] = [...listedFaults, ...unlistedFaults];

async function listFaults(program: Command, own: PagerOptions): Promise<void> {
  const rows = [
    ...faults.map((fault) => [fault.id, fault.layouts.join(', '), fault.expects, fault.title]),
    ...cloudFaults.map((fault) => [fault.id, '--hosts 3', fault.expects, fault.title]),
  ];
  const lines = table([['FAULT', 'LAYOUTS', 'EXPECTED ROOT CAUSE', 'DESCRIPTION'], ...rows], terminalWidth());
  await showPage(lines.map((line) => `${line}\n`).join(''), program, own);
}

async function inject(id: string, { name }: Named): Promise<void> {
  const ofCloud = cloudFaults.find((fault) => fault.id === id);
  if (ofCloud !== undefined) {
    await injectCloudFault(await hostsFor(ofCloud, name), ofCloud);
    return print(`Lab '${name}', ${ofCloud.at}: injected ${id}: ${ofCloud.title}`);
  }
  const fault = faultOf(id);
  const lab = await existingLab(name);
  const isHere = fault.layouts.includes(lab.layout);
  if (!isHere && !(fault.layouts.includes('kolla') && lab.model.containers === 'podman')) {
    throw new UserError(`Fault '${id}' is not available in layout ${lab.layout}.`, {
      hint: `Use a lab of layout ${fault.layouts.join(' or ')}.`,
    });
  }
  await injectFault(lab, fault);
  print(`Lab '${name}': injected ${id}: ${fault.title}`);
}

async function heal(id: string, { name }: Named): Promise<void> {
  const ofCloud = cloudFaults.find((fault) => fault.id === id);
  if (ofCloud !== undefined) {
    await healCloudFault(await hostsFor(ofCloud, name), ofCloud);
    return print(`Lab '${name}': ${id} undone`);
  }
  const fault = faultOf(id);
  const lab = await existingLab(name);
  await healFault(lab, fault);
  print(`Lab '${name}': ${id} undone`);
}

/** The hosts of a lab of which a fault is between some. */
async function hostsFor({ id, at, before = [] }: CloudFault, name: string): Promise<(place: string) => Lab> {
  await requireLinuxRoot();
  const hosts = new Map((await hostsOf(name)).map((host) => [host.model.place.name, host]));
  const hostAt = (place: string): Lab => {
    const host = hosts.get(place);
    if (host !== undefined) return host;
    throw new UserError(`Fault '${id}' requires a lab of 3 hosts; '${name}' is none.`, {
      hint: 'Start it: qdoctor lab up --hosts 3',
    });
  };
  for (const part of [{ at }, ...before]) hostAt(part.at);
  return hostAt;
}

async function run(command: readonly string[], { name }: Named): Promise<void> {
  const lab = await existingLab(name);
  const [tool, ...args] = command;
  if (tool === undefined) return;
  process.exitCode = await lab.exec([tool, ...args]);
}

async function existingLab(name: string): Promise<Lab> {
  await requireLinuxRoot();
  const lab = await findLab(name);
  if (lab !== undefined) return lab;
  const others = (await listLabs()).map((other) => other.name);
  const hint = others.length === 0 ? 'Start it: qdoctor lab up' : `Running: ${others.join(', ')}.`;
  throw new UserError(`Lab '${name}' is not up.`, { hint });
}

/** Only root can see and enter a lab. */
async function requireLinuxRoot(): Promise<void> {
  if (process.platform === 'linux' && process.getuid?.() === 0) return;
  const obstacle = (await labObstacle()) ?? 'it requires root';
  throw new UserError(`No lab can run here: ${obstacle}.`, { exitCode: 3 });
}

function faultOf(id: string): Fault {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  const names = [...faults, ...cloudFaults].map((candidate) => candidate.id);
  throw new UserError(`Unknown fault '${id}'.`, { hint: meant(id, names, 'See qdoctor lab faults.') });
}

function print(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
