import type { GetLayerVersionResponse, LayerVersionsListItem } from '@aws-sdk/client-lambda';
import type { Clock } from '../../../runtime/clock.ts';
import { constraintBroken } from '../errors.ts';
import type { CodeLocation } from '../functions/function-record.ts';
import type { LayerStore, LayerVersion } from './layer-store.ts';

export interface LayerInput {
  readonly Description?: string | undefined;
  readonly LicenseInfo?: string | undefined;
  readonly CompatibleRuntimes?: readonly string[] | undefined;
  readonly CompatibleArchitectures?: readonly string[] | undefined;
}

const NAME = /^[a-zA-Z0-9-_]{1,140}$/;

/** Publishes a version of a layer, for the API and for templates alike. */
export function publishLayer(
  layerName: string,
  input: LayerInput,
  code: CodeLocation,
  layers: LayerStore,
  clock: Clock,
): LayerVersion {
  if (!NAME.test(layerName)) {
    throw constraintBroken(layerName, 'layerName', `Member must satisfy regular expression pattern: ${NAME.source}`);
  }
  return layers.publish(layerName, (version, arn) => ({
    layerName,
    version,
    arn,
    description: input.Description ?? '',
    licence: input.LicenseInfo ?? '',
    runtimes: input.CompatibleRuntimes ?? [],
    architectures: input.CompatibleArchitectures ?? [],
    code,
    createdAt: clock.now(),
  }));
}

export function describeLayer(layer: LayerVersion): LayerVersionsListItem {
  return {
    LayerVersionArn: layer.arn,
    Version: layer.version,
    Description: layer.description,
    CreatedDate: new Date(layer.createdAt).toISOString().replace('Z', '+0000'),
    // Checked by nobody, and only told again: the SDK's type lists the runtimes that AWS has.
    CompatibleRuntimes: [...layer.runtimes] as NonNullable<LayerVersionsListItem['CompatibleRuntimes']>,
    CompatibleArchitectures: [...layer.architectures] as NonNullable<LayerVersionsListItem['CompatibleArchitectures']>,
    ...(layer.licence ? { LicenseInfo: layer.licence } : {}),
  };
}

/** @param location where the content lies on this machine */
export function describeLayerVersion(layer: LayerVersion, layerArn: string, location: string): GetLayerVersionResponse {
  const { sha256, sizeBytes } = layer.code;
  return {
    ...describeLayer(layer),
    LayerArn: layerArn,
    Content: { Location: location, CodeSha256: sha256, CodeSize: sizeBytes },
  };
}
