import { metadataOfA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { nftRule } from './unlisted/steps.ts';

const rule = ({ a }: LabModel) =>
  nftRule(a.router.namespace, 'ip', 'hook prerouting priority -300', 'tcp dport 80 notrack');

const fault: Fault = {
  id: 'metadata-untracked',
  title: 'a rule in a router keeps requests for metadata from being tracked, and thus from being redirected',
  layer: 'metadata',
  layouts: ['neutron'],
  expects: 'packet-lost',
  effect: { breaks: metadataOfA },
  fixes: { neutron: 0 },
  inject: (model) => rule(model).inject,
  heal: (model) => rule(model).heal,
};

export default fault;
