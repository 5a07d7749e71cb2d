import type { Fault } from '../../src/lab/faults/fault.ts';
import type { Layout } from '../../src/lab/model.ts';

/**
 * The faults that tests try in a layout: each that it has in neutron, which most hosts are like, and in folsom those that
 * neutron has not, with every fourth of the others. `npm run score` tries all in both.
 */
export function faultsTried(faults: readonly Fault[], layout: Layout): readonly Fault[] {
  const ofLayout = faults.filter(({ layouts }) => layouts.includes(layout));
  if (layout === 'neutron') return ofLayout;
  return ofLayout.filter(({ layouts }, index) => !layouts.includes('neutron') || index % 4 === 0);
}
