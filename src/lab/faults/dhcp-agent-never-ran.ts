import type { Argv } from '../../host/process.ts';
import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { endMetadataProxy, killAgent, killByPidFile, quietly, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-agent-never-ran',
  title: 'the DHCP agent never ran: no network has a DHCP server',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'dhcp-agent-not-running',
  effect: { breaks: [...leasesOfA, 'lease-b1'] },
  inject: (model) => [
    killAgent(model, 'dhcp'),
    ...model.networks.flatMap((network): readonly Argv[] => [
      // With its container, what an agent has started has ended already.
      quietly(...killByPidFile(`${network.dhcpDir}/pid`)),
      ...endMetadataProxy(model, network).map((argv) => quietly(...argv)),
      ['ovs-vsctl', 'del-port', network.dhcpPort.device],
      ['ip', 'netns', 'delete', network.namespace],
    ]),
    ['rm', '-r', `${model.stateDir}/dhcp`],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
