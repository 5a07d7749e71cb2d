import { dressAsHa, haDir, haPidFile, undressHa } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';
import { killByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ha-monitor-killed',
  title: 'what watches the keepalived of an HA router died before that became active',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-state-outdated',
  effect: { shownBy: 'grep backup /var/lib/neutron/ha_confs/*/state' },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    killByPidFile(haPidFile(model, 'neutron-keepalived-state-change')),
    ['sh', '-c', 'printf backup >"$1/state"', 'sh', haDir(model)],
  ],
  heal: undressHa,
};

export default fault;
