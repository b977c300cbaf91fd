import { pathToFileURL } from 'node:url';
import type {
  DeleteLayerVersionCommandInput,
  GetLayerVersionByArnCommandInput,
  GetLayerVersionByArnCommandOutput,
  GetLayerVersionCommandInput,
  GetLayerVersionCommandOutput,
  ListLayersCommandInput,
  ListLayersCommandOutput,
  ListLayerVersionsCommandInput,
  ListLayerVersionsCommandOutput,
  PublishLayerVersionCommandInput,
  PublishLayerVersionCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { operation } from '../../../door/operation.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { takeCode } from '../code/code-input.ts';
import type { CodeStore } from '../code/code-store.ts';
import { missing, resourceNotFound } from '../errors.ts';
import type { LayerStore, LayerVersion } from '../layers/layer-store.ts';
import { describeLayer, describeLayerVersion, publishLayer } from '../layers/layers.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

interface Deps {
  readonly door: Door;
  readonly clock: Clock;
  readonly code: CodeStore;
  readonly layers: LayerStore;
}

/** A layer is named by its name or by its ARN. */
const nameOf = (text: string | undefined): string => {
  if (!text) throw missing('layerName');
  return text.split(':').at(-1) ?? text;
};

const layerAccess =
  (action: string, { layers }: Deps) =>
  (input: { LayerName?: string | undefined }) => [
    { action: `lambda:${action}`, resource: layers.arnOf(nameOf(input.LayerName)) },
  ];

const versionAccess =
  (action: string, { layers }: Deps) =>
  (input: VersionName) => [
    { action: `lambda:${action}`, resource: `${layers.arnOf(nameOf(input.LayerName))}:${input.VersionNumber}` },
  ];

interface VersionName {
  readonly LayerName?: string | undefined;
  readonly VersionNumber?: number | undefined;
}

function whole(layer: LayerVersion, { layers }: Deps) {
  return describeLayerVersion(layer, layers.arnOf(layer.layerName), pathToFileURL(layer.code.directory).href);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const publishLayerVersion = (deps: Deps) =>
  operation<PublishLayerVersionCommandInput, Output<PublishLayerVersionCommandOutput>>({
    name: 'PublishLayerVersion',
    access: layerAccess('PublishLayerVersion', deps),
    async run(input, { principal }) {
      const name = nameOf(input.LayerName);
      if (!input.Content) throw missing('content');
      const code = await takeCode(input.Content, principal, deps);
      return whole(publishLayer(name, input, code, deps.layers, deps.clock), deps);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const getLayerVersion = (deps: Deps) =>
  operation<GetLayerVersionCommandInput, Output<GetLayerVersionCommandOutput>>({
    name: 'GetLayerVersion',
    access: versionAccess('GetLayerVersion', deps),
    run: ({ LayerName, VersionNumber = 0 }) => whole(deps.layers.get(nameOf(LayerName), VersionNumber), deps),
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const getLayerVersionByArn = (deps: Deps) =>
  operation<GetLayerVersionByArnCommandInput, Output<GetLayerVersionByArnCommandOutput>>({
    name: 'GetLayerVersionByArn',
    access: ({ Arn = '*' }) => [{ action: 'lambda:GetLayerVersion', resource: Arn }],
    run({ Arn }) {
      if (!Arn) throw missing('arn');
      const layer = deps.layers.byArn(Arn);
      if (!layer) throw resourceNotFound(`Layer version ${Arn} does not exist.`);
      return whole(layer, deps);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const listLayerVersions = (deps: Deps) =>
  operation<ListLayerVersionsCommandInput, Output<ListLayerVersionsCommandOutput>>({
    name: 'ListLayerVersions',
    access: generalAccess('ListLayerVersions'),
    run(input) {
      const all = deps.layers.versions(nameOf(input.LayerName)).filter((layer) => isCompatible(layer, input));
      const { items, next } = page(all, input.Marker, input.MaxItems);
      return { LayerVersions: items.map(describeLayer), ...next };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export const listLayers = (deps: Deps) =>
  operation<ListLayersCommandInput, Output<ListLayersCommandOutput>>({
    name: 'ListLayers',
    access: generalAccess('ListLayers'),
    run(input) {
      const newest = new Map<string, LayerVersion>();
      for (const layer of deps.layers.all().filter((candidate) => isCompatible(candidate, input))) {
        if (layer.version > (newest.get(layer.layerName)?.version ?? 0)) newest.set(layer.layerName, layer);
      }
      const { items, next } = page([...newest.values()], input.Marker, input.MaxItems);
      return {
        Layers: items.map((layer) => ({
          LayerName: layer.layerName,
          LayerArn: deps.layers.arnOf(layer.layerName),
          LatestMatchingVersion: describeLayer(layer),
        })),
        ...next,
      };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html; functions that have it keep it. */
export const deleteLayerVersion = (deps: Deps) =>
  operation<DeleteLayerVersionCommandInput, void>({
    name: 'DeleteLayerVersion',
    access: versionAccess('DeleteLayerVersion', deps),
    run({ LayerName, VersionNumber = 0 }) {
      deps.layers.delete(nameOf(LayerName), VersionNumber);
    },
  });

interface Compatibility {
  readonly CompatibleRuntime?: string | undefined;
  readonly CompatibleArchitecture?: string | undefined;
}

function isCompatible(layer: LayerVersion, { CompatibleRuntime, CompatibleArchitecture }: Compatibility): boolean {
  const fits = (known: readonly string[], wanted: string | undefined) => !wanted || known.includes(wanted);
  return fits(layer.runtimes, CompatibleRuntime) && fits(layer.architectures, CompatibleArchitecture);
}
