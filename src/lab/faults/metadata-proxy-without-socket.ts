import { labDir } from '../intent.ts';
import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { endMetadataProxy, metadataConf, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-proxy-without-socket',
  title: 'a metadata proxy of older settings is left that does not listen where requests go',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-listening',
  effect: { breaks: metadataOfA },
  inject: (model) => {
    const conf = metadataConf(model);
    const old = `${labDir}/${conf.slice(conf.indexOf('ns-metadata-proxy'))}`;
    const script =
      'mkdir -p "$(dirname "$2")" && sed s/:9697/:9698/ "$1" >"$2" && exec ip netns exec "$3" haproxy -f "$2"';
    return [...endMetadataProxy(model), ['sh', '-c', script, 'old', conf, old, model.a.router.namespace]];
  },
  heal: (model) => [...endMetadataProxy(model), restart(model, 'l3')],
};

export default fault;
