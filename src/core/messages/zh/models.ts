/** Models by name: which ones an endpoint lists, and one that it does not. */
export const models = {
  "This endpoint lists {1}:": "此接口列出 {1}：",
  "This endpoint lists {1}, and {2} is not among them:": "此接口列出 {1}，其中没有 {2}：",
  "This endpoint does not list its models: {1}": "此接口不列出模型：{1}",
  "{1} more: skillet models": "另有 {1} 个：skillet models",
  "{1} is not among the {2} that this endpoint lists.": "此接口列出的 {2}中没有 {1}。",
  "Near: {1}": "相近的名称：{1}",
  "take it all the same": "仍然使用",
  "keep {1}": "保留 {1}",
  "The model stays {1}.": "模型仍为 {1}。",
  "The name was not checked: {1}": "名称未经检查：{1}",
  "it lists no models": "列表为空",
};

export const modelsTold = {
  "Near it: {1}.": "相近的名称：{1}。",
  "The endpoint did not begin to answer in {1} s.": "接口在 {1} 秒内没有开始应答。",
  "The reply stopped for {1} s.": "应答停顿了 {1} 秒。",
  "The endpoint's list of models cannot be read.": "无法读取接口的模型列表。",
  "The endpoint gives no list of models.": "接口没有给出模型列表。",
};
