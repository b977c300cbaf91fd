import type {
  CreateRegistryCommandInput,
  CreateRegistryCommandOutput,
  DeleteRegistryCommandInput,
  DescribeRegistryCommandInput,
  DescribeRegistryCommandOutput,
  ListRegistriesCommandInput,
  ListRegistriesCommandOutput,
  UpdateRegistryCommandInput,
  UpdateRegistryCommandOutput,
} from '@aws-sdk/client-schemas';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { page } from '../page.ts';
import type { Registries, Registry } from '../registries.ts';
import { required } from '../validate.ts';
import type { SchemasAccess } from './access.ts';

interface Deps {
  readonly registries: Registries;
  readonly access: SchemasAccess;
}

/** CreateRegistry, DescribeRegistry, ListRegistries, UpdateRegistry, DeleteRegistry. */
export function registryOperations({ registries, access }: Deps): AnyOperation[] {
  return [
    operation<CreateRegistryCommandInput, Omit<CreateRegistryCommandOutput, '$metadata'>>({
      name: 'CreateRegistry',
      access: access('CreateRegistry'),
      run: ({ RegistryName, Description, Tags }) =>
        shape(registries.create(required(RegistryName, 'RegistryName'), { description: Description, tags: Tags })),
    }),
    operation<DescribeRegistryCommandInput, Omit<DescribeRegistryCommandOutput, '$metadata'>>({
      name: 'DescribeRegistry',
      access: access('DescribeRegistry'),
      run: ({ RegistryName }) => shape(registries.get(required(RegistryName, 'RegistryName'))),
    }),
    operation<ListRegistriesCommandInput, Omit<ListRegistriesCommandOutput, '$metadata'>>({
      name: 'ListRegistries',
      access: () => access('ListRegistries')({}),
      run(input) {
        // AWS's own registries (Scope AWS) are not kept here: there are none of its schemas.
        const listed = input.Scope === 'AWS' ? [] : registries.list(input.RegistryNamePrefix);
        const { items, token } = page(listed, input, ({ name }) => name);
        return { Registries: items.map(shape), ...token };
      },
    }),
    operation<UpdateRegistryCommandInput, Omit<UpdateRegistryCommandOutput, '$metadata'>>({
      name: 'UpdateRegistry',
      access: access('UpdateRegistry'),
      run: ({ RegistryName, Description }) =>
        shape(registries.change(required(RegistryName, 'RegistryName'), { description: Description })),
    }),
    operation<DeleteRegistryCommandInput, object>({
      name: 'DeleteRegistry',
      access: access('DeleteRegistry'),
      run({ RegistryName }) {
        registries.delete(registries.get(required(RegistryName, 'RegistryName')).name);
        return {};
      },
    }),
  ];
}

const shape = ({ name, arn, description, tags }: Registry) => ({
  RegistryName: name,
  RegistryArn: arn,
  Tags: { ...tags },
  ...(description === undefined ? {} : { Description: description }),
});
