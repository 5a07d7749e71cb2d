import { dressAsNativeFirewall, undressNativeFirewall } from '../../kinds/native-firewall.ts';
import type { LabModel, Layout } from '../../model.ts';
import { bothLayouts, type Effect, type Fault } from '../fault.ts';
import type { Change } from './steps.ts';

/** What an unlisted fault says of itself. */
interface Declaration {
  readonly id: string;
  readonly title: string;
  readonly layer: Fault['layer'];
  readonly layouts?: readonly Layout[];
  readonly effect: Effect;
  readonly expects?: 'packet-lost';
  readonly fixes?: NonNullable<Fault['fixes']>;
  readonly rewiresLab?: true;
  change(model: LabModel): Change;
}

/** A fault that no check is written for: only real packets show it. */
export const unlisted = ({ change, layouts = bothLayouts, expects, ...rest }: Declaration): Fault => ({
  ...rest,
  layouts,
  expects: expects ?? 'packet-stopped',
  inject: (model) => change(model).inject,
  heal: (model) => change(model).heal,
});

/** One on a host whose switch is the firewall of its VMs. */
export const ofNativeFirewall = (declaration: Omit<Declaration, 'layouts'>): Fault => {
  const fault = unlisted({ ...declaration, layouts: ['neutron'] });
  return {
    ...fault,
    rewiresLab: true,
    inject: (model) => [...dressAsNativeFirewall(model), ...fault.inject(model)],
    heal: (model) => [...fault.heal(model), ...undressNativeFirewall(model)],
  };
};
