import type { Argv } from '../../host/process.ts';
import { quietly } from '../faults/steps.ts';
import { macOf } from '../ids.ts';
import { haDir, haPrograms, waitForState, withHaRouter } from '../kinds/ha.ts';
import type { LabModel, LabRouter } from '../model.ts';
import type { CloudFault } from './fault.ts';
import { partAt, writeFiles } from './other-part.ts';

function instanceOf(model: LabModel, isSecond: boolean): LabRouter {
  const [router] = withHaRouter(model).routers;
  if (router?.ha === undefined) throw new Error('there is no HA router');
  const { port } = router.ha;
  const own = isSecond ? { ...port, mac: macOf(9101), address: '169.254.192.8' } : port;
  return { ...router, hasMetadata: router.hasMetadata && !isSecond, ha: { ...router.ha, port: own } };
}

const elsewhere = (model: LabModel): string => `${haDir(model)}/active-elsewhere`;

const first = partAt('net1', (model) => ({ routers: [instanceOf(model, false)] }));
const second = partAt(
  'cmp1',
  (model) => ({ routers: [instanceOf(model, true)] }),
  (model) => `mkdir -p ${haDir(model)}\n: >${elsewhere(model)}`,
);

/**
 * An HA router with its active instance on the network node, and one that stands by.
 * @internal for look-alikes
 */
export const haRouter = [
  {
    ...first,
    inject: (model: LabModel): readonly Argv[] => [
      writeFiles(haPrograms),
      ...first.inject(model),
      waitForState(model, 'primary'),
    ],
  },
  {
    ...second,
    inject: (model: LabModel): readonly Argv[] => [
      writeFiles(haPrograms),
      ...second.inject(model),
      waitForState(model, 'backup'),
    ],
  },
];

const fault: CloudFault = {
  id: 'ha-router-split',
  title: 'the instance of an HA router that stood by is active, too',
  layer: 'router',
  at: 'cmp1',
  expects: 'ha-router-active-twice',
  shownBy: 'grep -qs primary /var/lib/neutron/ha_confs/*/state',
  hasNoFix: true,
  before: haRouter,
  inject: (model) => [['rm', elsewhere(model)], waitForState(model, 'primary')],
  heal: (model) => [
    ['sh', '-c', `[ ! -e ${haDir(model)} ] || : >${elsewhere(model)}`],
    quietly('sh', '-c', `[ ! -e ${haDir(model)} ] || exec "$@"`, 'wait', ...waitForState(model, 'backup')),
  ],
};

export default fault;
