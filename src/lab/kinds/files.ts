import { type Files, intentFiles } from '../intent.ts';
import type { LabModel } from '../model.ts';
import { containerFiles } from './containers.ts';
import { withDistributedRouter } from './dvr.ts';
import { haPrograms, withHaRouter } from './ha.ts';
import { type HostKind, kindsDir } from './kind.ts';
import { withNativeFirewall } from './native-firewall.ts';

const models: Readonly<Record<HostKind, (model: LabModel) => LabModel>> = {
  'native-firewall': withNativeFirewall,
  ha: withHaRouter,
  dvr: withDistributedRouter,
};

/** What the agents of each kind of host are told otherwise, by absolute path. Folsom's lab and one of several hosts are of one kind. */
export function kindFiles(model: LabModel): Files {
  if (model.layout === 'folsom' || model.place.isJoined) return new Map();
  const plain = intentFiles(model);
  return new Map([
    ...haPrograms,
    ...containerFiles(model),
    ...Object.entries(models).flatMap(([kind, modelOf]) =>
      [...intentFiles(modelOf(model))]
        .filter(([path, text]) => plain.get(path) !== text)
        .map(([path, text]): [string, string] => [`${kindsDir}/${kind}/${path}`, text]),
    ),
  ]);
}
