import { dnsmasqArgs } from '../dnsmasq.ts';
import { leasesOfA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart } from './steps.ts';

/** Folsom's dnsmasq binds to its tap, and would not start where that is missing. */
function argumentsOf(model: LabModel): readonly string[] {
  return dnsmasqArgs(model, model.a.network).map((word) => (word === '--bind-interfaces' ? '--bind-dynamic' : word));
}

const fault: Fault = {
  id: 'dnsmasq-in-root-namespace',
  title: 'dnsmasq runs in the root namespace',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-outside-namespace',
  effect: { breaks: leasesOfA },
  inject: (model) => [killDnsmasq(model), ['dnsmasq', ...argumentsOf(model)]],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
