import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { HaRouter } from '../../topology/ha-routers.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost, CloudRouterNamespace } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** What of a router is on one host; `ha`: where it is one of several instances, of which one is active. */
export interface RouterInstance {
  readonly host: CloudHost;
  readonly router: CloudRouterNamespace;
  readonly ha: HaRouter | undefined;
}

/** A router, and its instances on the hosts. */
export interface CloudRouter {
  readonly subject: Subject;
  readonly id: string;
  readonly instances: readonly RouterInstance[];
}

export const cloudRouters = defineCloudSection({
  name: 'cloudRouters',
  noun: 'routers',
  reads: ['routers', 'haRouters'],
  build(hosts): readonly CloudRouter[] {
    const all = hosts.flatMap((host): readonly RouterInstance[] => {
      const redundant = valuesOf(host.topology.haRouters);
      return valuesOf(host.topology.routers).map((router) => ({
        ...{ host, router, ha: redundant.find((one) => one.router.id === router.id) },
      }));
    });
    return [...groupedBy(all, ({ router }) => router.id)].flatMap(([id, instances]) => {
      const [first] = instances;
      return first === undefined ? [] : [{ subject: first.router.subject, id, instances }];
    });
  },
});
