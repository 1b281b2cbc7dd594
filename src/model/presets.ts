/** Endpoints people use, as data: where they are, which variable holds the key, what they want differently. */

/** How the thinking switch is told to an endpoint. */
export type ThinkingForm =
  | "reasoning_effort"
  | "enable_thinking"
  | "thinking_type"
  | "chat_template";

export interface Preset {
  /** As it is typed after `--provider`. */
  name: string;
  /** For people. */
  title: string;
  /** Without a slash at the end. */
  baseUrl: string;
  /** The environment variable with the key; missing: none is needed. */
  keyVariable?: string;
  /** Runs on this machine: no key, no quota, loopback only. */
  local: boolean;
  /** Missing: the user has to name one. */
  defaultModel?: string;
  /** Missing: nothing is sent about thinking. */
  thinking?: ThinkingForm;
}

export const presets: readonly Preset[] = [
  remote("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", "reasoning_effort"),
  remote(
    "dashscope",
    "Alibaba Cloud Model Studio (DashScope)",
    "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    "DASHSCOPE_API_KEY",
    "enable_thinking",
  ),
  remote(
    "dashscope-cn",
    "DashScope, mainland China",
    "https://dashscope.aliyuncs.com/compatible-mode/v1",
    "DASHSCOPE_API_KEY",
    "enable_thinking",
  ),
  remote(
    "modelscope",
    "ModelScope",
    "https://api-inference.modelscope.cn/v1",
    "MODELSCOPE_API_KEY",
    "enable_thinking",
  ),
  remote(
    "deepseek",
    "DeepSeek",
    "https://api.deepseek.com/v1",
    "DEEPSEEK_API_KEY",
    "thinking_type",
  ),
  remote(
    "openrouter",
    "OpenRouter",
    "https://openrouter.ai/api/v1",
    "OPENROUTER_API_KEY",
    "reasoning_effort",
  ),
  remote(
    "moonshot",
    "Moonshot (Kimi)",
    "https://api.moonshot.ai/v1",
    "MOONSHOT_API_KEY",
    "thinking_type",
  ),
  remote("zai", "Z.ai (GLM)", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "thinking_type"),
  remote("minimax", "MiniMax", "https://api.minimax.io/v1", "MINIMAX_API_KEY"),
  remote("mistral", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
  remote(
    "gemini",
    "Gemini, compatible endpoint",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "GEMINI_API_KEY",
    "reasoning_effort",
  ),
  remote("groq", "Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "reasoning_effort"),
  remote("xai", "xAI (Grok)", "https://api.x.ai/v1", "XAI_API_KEY", "reasoning_effort"),
  local("ollama", "Ollama", 11434),
  local("lmstudio", "LM Studio", 1234),
  local("llamacpp", "llama.cpp server", 8080),
  local("vllm", "vLLM", 8000),
  local("sglang", "SGLang", 30000),
];

/** undefined: no such preset. */
export function presetNamed(name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name);
}

function remote(
  name: string,
  title: string,
  baseUrl: string,
  keyVariable: string,
  thinking?: ThinkingForm,
): Preset {
  return { name, title, baseUrl, keyVariable, local: false, ...(thinking ? { thinking } : {}) };
}

function local(name: string, title: string, port: number): Preset {
  return { name, title, baseUrl: `http://127.0.0.1:${port}/v1`, local: true };
}
