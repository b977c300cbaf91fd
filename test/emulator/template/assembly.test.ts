import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { AssemblyError, readAssembly } from '../../../emulator/template/assembly.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'telar-cdk-out-'));
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, content: unknown) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
};
const stack = (name: string, dependencies: string[] = [], properties: object = {}) => {
  write(`${name}.template.json`, { Resources: {} });
  return {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    dependencies,
    properties: { templateFile: `${name}.template.json`, ...properties },
  };
};

describe('An assembly', () => {
  it('has its stacks in order of their dependencies, those of nested stages included', () => {
    write('manifest.json', {
      artifacts: {
        web: stack('web', ['api', 'Tree']),
        stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } },
        api: stack('api', ['bus'], { stackName: 'my-api', tags: { team: 'x' }, parameters: { Size: '1' } }),
        bus: stack('bus'),
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    });
    const inner = stack('assembly-stage/inner');
    write('assembly-stage/manifest.json', {
      artifacts: { inner: { ...inner, properties: { templateFile: 'inner.template.json' } } },
    });

    const { stacks } = readAssembly(root, LOCAL_ACCOUNT);

    expect(stacks.map(({ name }) => name)).toEqual(['bus', 'my-api', 'web', 'inner']);
    expect(stacks[1]).toMatchObject({ tags: { team: 'x' }, parameters: { Size: '1' }, terminationProtection: false });
  });

  it('finds assets by the bucket and key that templates name', () => {
    write('manifest.json', {
      artifacts: { 'app.assets': { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } } },
    });
    write('app.assets.json', {
      files: {
        hash: {
          source: { path: 'asset.hash', packaging: 'zip' },
          destinations: {
            here: { bucketName: 'assets-${AWS::AccountId}-${AWS::Region}', objectKey: 'hash.zip' },
          },
        },
        built: { source: { executable: ['make'] }, destinations: { here: { bucketName: 'b', objectKey: 'k' } } },
      },
    });

    const { assets } = readAssembly(root, LOCAL_ACCOUNT);

    expect(assets.locate('assets-000000000000-us-east-1', 'hash.zip')).toBe(join(root, 'asset.hash'));
    expect(assets.locate('b', 'k')).toBeUndefined();
    expect(assets.locate('assets-000000000000-us-east-1', 'other.zip')).toBeUndefined();
  });

  it('needs a manifest', () => {
    expect(() => readAssembly(join(root, 'nowhere'), LOCAL_ACCOUNT)).toThrow(
      new AssemblyError(`${join(root, 'nowhere/manifest.json')} does not exist: is this the output of "cdk synth"?`),
    );
    writeFileSync(join(root, 'manifest.json'), 'no json');
    expect(() => readAssembly(root, LOCAL_ACCOUNT)).toThrow(`${join(root, 'manifest.json')} is not JSON`);
  });

  it('cannot hold two stacks of one name, for they would be one', () => {
    write('manifest.json', {
      artifacts: {
        east: { ...stack('east', [], { stackName: 'app' }), environment: 'aws://1/us-east-1' },
        west: { ...stack('west', [], { stackName: 'app' }), environment: 'aws://1/us-west-2' },
      },
    });

    expect(() => readAssembly(root, LOCAL_ACCOUNT)).toThrow(
      'Two stacks are named app (aws://1/us-east-1 and aws://1/us-west-2); the emulator is one account in one region',
    );
  });
});
