import { labModel } from '../../src/lab/model.ts';
import { modelAt, tunnelOf } from '../../src/lab/places.ts';

const whole = labModel('neutron');

/** The lab that test/recordings/lab-cloud was recorded of. */
export const cloud = {
  ...whole,
  net1: modelAt(whole, 'net1', 3),
  cmp1: modelAt(whole, 'cmp1', 3),
  cmp2: modelAt(whole, 'cmp2', 3),
};

/** The tunnel to a host, by its device on another one. */
export const tunnelTo = (host: 'net1' | 'cmp1' | 'cmp2'): string => tunnelOf(host);
