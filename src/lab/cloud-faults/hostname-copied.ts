import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'hostname-copied',
  title: 'a compute was made from a copy of another, with its hostname',
  layer: 'platform',
  at: 'cmp2',
  expects: 'host-name-shared',
  shownBy: '[ "$(hostname)" = cmp1 ]',
  hasNoFix: true,
  inject: () => [['hostname', 'cmp1']],
  heal: ({ place }) => [['hostname', place.name]],
};

export default fault;
