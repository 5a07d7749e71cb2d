import { agentPidFile, programDir } from '../agents/library.ts';
import { labDir } from '../intent.ts';
import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { killAgent, ofportOf, restart } from './steps.ts';

const file = `${labDir}/openvswitch_agent.ini`;

/** Starts an agent with a file of settings, as its own service would. */
const start =
  'printf "[ovs]\\nbridge_mappings = physnet1:br-ex\\n" >"$1" && { setsid "$2" --config-file "$1" </dev/null >/dev/null 2>&1 & echo $! >"$3"; }';

const fault: Fault = {
  id: 'bridge-mapping-renamed',
  title: "the Open vSwitch agent was restarted with br-ex under another physical network's name",
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'bridge-mapping-missing',
  effect: { breaks: viaBrEx },
  inject: (model) => [
    killAgent(model, 'l2'),
    ['sh', '-c', start, 'start', file, `${programDir}/${model.programs.l2}`, agentPidFile(model.programs.l2)],
    ofportOf('phy-br-ex', `ovs-ofctl del-flows br-ex "in_port=$ofport,dl_vlan=${model.externalNetwork.tag}"`),
  ],
  heal: (model) => [['rm', '-f', file], killAgent(model, 'l2'), restart(model, 'l2')],
};

export default fault;
