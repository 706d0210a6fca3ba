// What CUDA on an NVIDIA card takes beside ONNX Runtime, and where each part is published: sizes and hashes are pinned.

/** A package of Python's index (a wheel, which is a zip), of which a few files are wanted. */
export interface CudaPart {
  readonly name: string;
  /** Its address below the index's server of files. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Files in it, and how many bytes each has; they come out under the last part of their name. */
  readonly take: Readonly<Record<string, number>>;
}

export interface CudaParts {
  /** The version of ONNX Runtime that the provider belongs to, and no other. */
  readonly runtime: string;
  readonly from: string;
  readonly parts: readonly CudaPart[];
  /** Libraries to be loaded before ONNX Runtime, in this order, as the provider names no folder to look for them in. */
  readonly load: readonly string[];
  readonly licences: readonly { readonly part: string; readonly name: string; readonly file: string }[];
}

/** The oldest driver that runs CUDA 13 (release notes of CUDA 13.0), and the oldest cards that CUDA 13 knows: Turing. */
export const OLDEST_DRIVER = 580;
export const OLDEST_CAPABILITY = 7.5;

const CUDA = 'nvidia/cu13/lib';
const CUDNN = 'nvidia/cudnn/lib';
const CAPI = 'onnxruntime/capi';

/**
 * Of one release each: CUDA 13.0 update 2, whose libraries every driver from 580 on runs, and the provider of the very commit of
 * ONNX Runtime that the binding for Node has. cuFFT (214 MB) is left out: no graph of a pack has a Fourier transform.
 */
export const CUDA_PARTS: CudaParts = {
  runtime: '1.30.0',
  from: 'https://files.pythonhosted.org',
  parts: [
    {
      name: 'onnxruntime-gpu 1.30.0',
      path: '/packages/9e/80/d96143329dbe925d434b016c890a5caa785fac8e14a1570e5d6818b63545/onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
      bytes: 246_685_715,
      sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
      take: {
        [`${CAPI}/libonnxruntime_providers_cuda.so`]: 272_049_904,
        [`${CAPI}/libonnxruntime_providers_shared.so`]: 14_632,
      },
    },
    {
      name: 'nvidia-cuda-runtime 13.0.96',
      path: '/packages/2e/24/d1558f3b68b1d26e706813b1d10aa1d785e4698c425af8db8edc3dced472/nvidia_cuda_runtime-13.0.96-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      bytes: 2_243_632,
      sha256: '7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548',
      take: { [`${CUDA}/libcudart.so.13`]: 704_288 },
    },
    {
      name: 'nvidia-cublas 13.1.0.3',
      path: '/packages/e7/44/423ac00af4dd95a5aeb27207e2c0d9b7118702149bf4704c3ddb55bb7429/nvidia_cublas-13.1.0.3-py3-none-manylinux_2_27_x86_64.whl',
      bytes: 423_133_236,
      sha256: 'ee8722c1f0145ab246bccb9e452153b5e0515fd094c3678df50b2a0888b8b171',
      take: { [`${CUDA}/libcublas.so.13`]: 54_177_976, [`${CUDA}/libcublasLt.so.13`]: 541_595_600 },
    },
    {
      name: 'nvidia-curand 10.4.0.35',
      path: '/packages/a5/9f/be0a41ca4a4917abf5cb9ae0daff1a6060cc5de950aec0396de9f3b52bc5/nvidia_curand-10.4.0.35-py3-none-manylinux_2_27_x86_64.whl',
      bytes: 59_544_258,
      sha256: '1aee33a5da6e1db083fe2b90082def8915f30f3248d5896bcec36a579d941bfc',
      take: { [`${CUDA}/libcurand.so.10`]: 132_698_328 },
    },
    {
      name: 'nvidia-cuda-nvrtc 13.0.88',
      path: '/packages/c3/68/483a78f5e8f31b08fb1bb671559968c0ca3a065ac7acabfc7cee55214fd6/nvidia_cuda_nvrtc-13.0.88-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
      bytes: 90_215_200,
      sha256: 'ad9b6d2ead2435f11cbb6868809d2adeeee302e9bb94bcf0539c7a40d80e8575',
      take: { [`${CUDA}/libnvrtc.so.13`]: 109_338_064, [`${CUDA}/libnvrtc-builtins.so.13.0`]: 4_380_616 },
    },
    {
      name: 'nvidia-cudnn-cu13 9.28.1.4',
      path: '/packages/ef/6f/94535c450d44a68ef0b43d7a5e54c0e5ecda2ca3db7daec5d54c8d94e0d8/nvidia_cudnn_cu13-9.28.1.4-py3-none-manylinux_2_27_x86_64.whl',
      bytes: 516_817_937,
      sha256: 'a54f205b1db1f2895d99f398754db1369816f0569dd459731f925635cf7b65ec',
      take: {
        [`${CUDNN}/libcudnn.so.9`]: 137_432,
        [`${CUDNN}/libcudnn_adv.so.9`]: 92_392_360,
        [`${CUDNN}/libcudnn_cnn.so.9`]: 4_204_144,
        [`${CUDNN}/libcudnn_engines_precompiled.so.9`]: 260_072_128,
        [`${CUDNN}/libcudnn_engines_runtime_compiled.so.9`]: 41_978_752,
        [`${CUDNN}/libcudnn_engines_tensor_ir.so.9`]: 249_581_552,
        [`${CUDNN}/libcudnn_ext.so.9`]: 10_492_592,
        [`${CUDNN}/libcudnn_graph.so.9`]: 149_118_552,
        [`${CUDNN}/libcudnn_heuristic.so.9`]: 96_473_968,
        [`${CUDNN}/libcudnn_ops.so.9`]: 35_661_648,
      },
    },
  ],
  load: [
    'libcudart.so.13',
    'libcublasLt.so.13',
    'libcublas.so.13',
    'libcurand.so.10',
    'libnvrtc.so.13',
    'libcudnn.so.9',
  ],
  licences: [
    { part: 'ONNX Runtime’s provider for CUDA', name: 'MIT', file: 'MIT-ONNX-Runtime.txt' },
    { part: 'CUDA, cuBLAS, cuRAND, NVRTC', name: 'NVIDIA CUDA EULA', file: 'NVIDIA-CUDA.txt' },
    { part: 'cuDNN', name: 'NVIDIA cuDNN SLA', file: 'NVIDIA-cuDNN.txt' },
  ],
};

/** The file name that a file of a part comes out under. */
export function takenName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** To be fetched, and on the disk once it is unpacked. */
export function cudaBytes({ parts }: CudaParts): { readonly download: number; readonly disk: number } {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    download: sum(parts.map(({ bytes }) => bytes)),
    disk: sum(parts.flatMap(({ take }) => Object.values(take))),
  };
}
