import { dressAsHa, haPidFile, undressHa } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ha-keepalived-frozen',
  title: 'keepalived of an HA router has been suspended',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-keepalived-frozen',
  effect: { shownBy: `ps -eo stat=,args= | grep -q '^T.*keepaliv[e]d -P'` },
  rewiresLab: true,
  inject: (model) => [...dressAsHa(model), signalByPidFile('STOP', haPidFile(model, 'keepalived'))],
  heal: undressHa,
};

export default fault;
