import { announceElsewhere, announcerPidFile, dressAsHa, undressHa } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-active-twice',
  title: 'another node announces itself as active for an HA router that is active here',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-active-twice',
  effect: { shownBy: `[ -e ${announcerPidFile} ]` },
  fixes: { neutron: 0 },
  rewiresLab: true,
  inject: (model) => [...dressAsHa(model), announceElsewhere(model, 50)],
  heal: undressHa,
};

export default fault;
