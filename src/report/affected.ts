import type { Finding } from '../engine/diagnose.ts';
import { type Known, valuesOf } from '../facts/known.ts';
import type { Inputs } from '../topology/index.ts';
import type { Router } from '../topology/routers.ts';
import { networksOf, routersOf, type Subject } from '../topology/subject.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import type { Report } from './report.ts';

type Affected = Report['findings'][number]['affected'];
/** As far as it matters here, whatever else is known of them. */
type Vm = Omit<VmPort, 'firewall' | 'outgoing' | 'spoofing'>;
interface Sources extends Inputs<'floatingIps'> {
  readonly vmPorts: Known<readonly Vm[]>;
  readonly routers: Known<readonly Pick<Router, 'id' | 'subject'>[]>;
}

/** The VMs and networks that notice a fault: those of its subject, or of what else it affects. */
export function affectedBy(finding: Finding, all: readonly Finding[], topology: Sources): Affected {
  const vms = valuesOf(topology.vmPorts);
  const subjects = subjectsOf(finding, all);
  // A fault of the host that nothing narrows down concerns all that is on it.
  const isOfAll = subjects.length === 0;
  const tests = subjects.map((subject) => whomAffects(subject, vms, topology));
  const own = vms.filter((vm) => isOfAll || tests.some((isAffected) => isAffected(vm)));
  return {
    vms: own.map((vm) => ({
      address: addressOf(vm) ?? null,
      port: vm.qvo?.name ?? vm.tap?.name ?? vm.subject.name,
      instance: (vm.port.known ? vm.port.value?.interface?.externalIds['vm-uuid'] : undefined) ?? null,
    })),
    // A router also stands on the external network, whose own VMs do not depend on it.
    networks: [
      ...new Set([
        ...subjects.filter(({ kind }) => kind === 'network').map(({ id }) => id),
        ...(own.length > 0
          ? own.flatMap(({ networkId }) => networkId ?? [])
          : subjects.flatMap((subject) => networksReachedBy(subject, topology))),
      ]),
    ],
  };
}

/** A VM's fixed IP, from its anti-spoofing rule or its line in the DHCP server's host file. */
const addressOf = ({ address, dhcpFiles, mac }: Vm): string | undefined =>
  address ?? (dhcpFiles.known ? dhcpFiles.value?.hosts.find((host) => host.mac === mac)?.address : undefined);

const isOfHost = ({ kind, networks, routers }: Subject): boolean =>
  (kind === 'host' || kind === 'bridge') && networks.length + routers.length === 0;

/** What is known to suffer; of a fault of the host, what its consequences are about. */
function subjectsOf({ id, subject, affects }: Finding, all: readonly Finding[]): readonly Subject[] {
  const own = [subject, ...affects].filter((one) => !isOfHost(one));
  if (own.length > 0) return own;
  return all
    .filter(({ causedBy }) => causedBy.includes(id))
    .flatMap((consequence) => [consequence.subject, ...consequence.affects])
    .filter((one) => !isOfHost(one));
}

/** Whether a VM notices a fault of a subject. */
function whomAffects(subject: Subject, vms: readonly Vm[], topology: Sources): (vm: Vm) => boolean {
  const { kind, id, portKey } = subject;
  const isVmPort = kind === 'port' && vms.some((vm) => vm.portKey === portKey);
  const reached = new Set(isVmPort ? [] : networksReachedBy(subject, topology));
  const isServed = (vm: Vm) =>
    isVmPort ? vm.portKey === portKey : vm.networkId !== undefined && reached.has(vm.networkId);
  const floating = valuesOf(topology.floatingIps).find(({ address }) => address === id);
  if (floating === undefined) return isServed;
  // Another tenant's VM may have the same address; and without a rule nothing tells whose it is.
  const { fixed } = floating;
  return (vm) => fixed !== undefined && addressOf(vm) === fixed && isServed(vm);
}

/** The networks of a subject, and those that its routers serve. */
const networksReachedBy = (subject: Subject, { routers }: Sources): readonly string[] => [
  ...networksOf(subject),
  ...valuesOf(routers)
    .filter(({ id }) => routersOf(subject).includes(id))
    .flatMap((router) => router.subject.networks),
];
