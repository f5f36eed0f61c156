"""Invented reports, and what government portals put around them: each page below is a report's markup inside a frame of its own.

The frames follow what TRS, UCAP, Hanweb, Founder, VSB and hand-made sites print, WeChat and old table layouts included; names, numbers and
addresses are invented. ``{title}`` and ``{body}`` stand for the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

from reading import told

RESULTS = """清河区2024年度重要民生实事项目完成情况
2024年，清河区聚焦群众急难愁盼问题，扎实推进6件重要民生实事项目，目前已全部完成。现将完成情况公布如下：
1.新增中小学学位3000个，新建改扩建普惠性幼儿园6所。
完成情况：新增中小学学位3260个，新建改扩建普惠性幼儿园6所，新增普惠性学前学位1080个。
牵头单位：区教育局　配合单位：区住房城乡建设局、各街道办事处
2.新建养老助餐点不少于20个，为1600户困难老年人家庭实施适老化改造。
完成情况：新建养老助餐点24个，完成适老化改造1,652户，完成率103.25%。
牵头单位：区民政局　配合单位：区残联、各街道办事处
3.改造老旧小区15个，惠及居民1.2万户，加装电梯80部。
完成情况：15个老旧小区改造全部完工，惠及居民12,350户，加装电梯86部。
牵头单位：区住房城乡建设局　配合单位：区财政局、区城市管理局
4.新增停车泊位2000个，新建公共充电桩300个。
完成情况：新增停车泊位2218个，新建公共充电桩356个，超额完成年度任务。
牵头单位：区城市管理局　配合单位：区公安分局交警大队
5.为适龄妇女提供“两癌”免费筛查5万人次以上。
完成情况：全年完成“两癌”免费筛查5.46万人次，占年度任务的109.2%。
牵头单位：区卫生健康局　配合单位：区妇联
6.新建口袋公园12处，更新健身设施60套，建设绿道8.5公里。
完成情况：新建口袋公园12处，更新健身设施65套，建成绿道8.8公里。
牵头单位：区园林绿化局　配合单位：区体育局""".splitlines()

PLAN = """清河区2025年重要民生实事项目
经区第十七届人民代表大会第四次会议票决，确定2025年重要民生实事项目6项，现予公布。
一、优化教育供给
（一）新建中小学4所，新增学位3600个。（牵头单位：区教育局；配合单位：区财政局、区自然资源和规划局）
（二）为120所学校配备自动体外除颤器。（牵头单位：区教育局；配合单位：区红十字会）
二、健全养老服务
（三）新增护理型养老床位800张，建设社区长者食堂18个。（牵头单位：区民政局；配合单位：各街道办事处）
（四）为80岁以上独居老人安装智能监测设备5000套。（牵头单位：区民政局；配合单位：区大数据局）
三、改善居住环境
（五）改造老旧小区22个，惠及居民8600户。（牵头单位：区住房城乡建设局；配合单位：区财政局）
（六）更换老旧燃气管道45公里，为3.5万户居民安装燃气报警器。（牵头单位：区城市管理局；配合单位：区应急局、清河燃气集团）""".splitlines()

SHORT = """清河区2025年重要民生实事项目
1.新建中小学4所。
2.新增养老床位800张。
3.改造老旧小区22个。
4.新增停车泊位2500个。
5.举办文化演出300场。""".splitlines()

TABLE_TITLE = "清河区2025年民生实事项目进展情况表"
TABLE = [
    line.split("|")
    for line in """序号|项目名称|年度目标|完成情况|责任单位
1|学位扩容工程|新增公办学位2400个|已新增公办学位2650个|区教育局
2|养老服务工程|新建长者食堂10个|已建成长者食堂11个|区民政局
3|安居工程|改造老旧小区18个|18个老旧小区全部完工|区住房城乡建设局
4|畅行工程|新增停车泊位1500个|新增停车泊位1720个，完成率114.7%|区城市管理局
5|健康工程|免费筛查3万人次|完成免费筛查3.26万人次|区卫生健康局""".splitlines()
]

REPORTS = {"results": RESULTS, "plan": PLAN, "short": SHORT}
PLAIN = {name: "\n\n".join(lines) for name, lines in REPORTS.items()} | {"table": "\n".join([TABLE_TITLE, *map(" | ".join, TABLE)])}
TITLES = {name: lines[0] for name, lines in REPORTS.items()} | {"table": TABLE_TITLE}


def _paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(x)}</p>" for x in lines)


def _word(lines: list[str]) -> str:
    cut = [re.sub(r"([\d.,]+)", r'</span><span lang="EN-US">\1</span><span style="font-family:仿宋_GB2312">', escape(x)) for x in lines]
    return "".join(f'<p class="MsoNormal" style="text-indent:32pt"><span style="font-size:16pt">{x}<o:p></o:p></span></p>' for x in cut)


def _breaks(lines: list[str]) -> str:
    return "<br />\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(x)}" for x in lines)


def _sections(lines: list[str]) -> str:
    inner = '<section><p style="white-space:normal"><span><span leaf="">{}</span></span></p></section>'
    return "".join(f"<section>{inner.format(escape(x))}</section>" for x in lines)


def _fonts(lines: list[str]) -> str:
    return "".join(f"<P><FONT face=宋体 size=3>　　{escape(x)}</FONT>" for x in lines)


def _labels(lines: list[str]) -> str:
    return "".join("<div>" + re.sub(r"^(.{4}：)", r"<strong>\1</strong>", escape(x)) + "</div>" for x in lines)


def _digits(lines: list[str]) -> str:
    return "".join("<p>" + re.sub(r"\d", lambda m: f"<span><i>{m[0]}</i></span>", escape(x)) + "</p>" for x in lines)


BODIES: dict[str, Callable[[list[str]], str]] = {
    "paragraphs": _paragraphs,
    "word": _word,
    "breaks": _breaks,
    "sections": _sections,
    "fonts": _fonts,
    "labels": _labels,
    "digits": _digits,
}


def table_markup() -> str:
    """The table as Word exports it: no th, a paragraph in every cell."""
    rows = "".join("<tr>" + "".join(f'<td width="100"><p class="MsoNormal">{x}</p></td>' for x in row) + "</tr>" for row in TABLE)
    return f'<table class="MsoTableGrid" border="1" cellspacing="0">{rows}</table>'


_NAV = (
    "<ul><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li><li><a href=/b>政务服务</a></li><li><a href=/c>互动交流</a></li></ul>"
)
_FOOT = (
    "<p>主办单位：清河区人民政府　承办单位：清河区人民政府办公室</p><p>地址：清河区人民路88号　邮编：101100　联系电话：010-60000000</p>"
    "<p>网站标识码：1101990001　京ICP备05000000号-1　京公网安备 11019902000011号</p><p>建议使用1920×1080分辨率浏览　您是第 12345678 位访问者</p>"
)
_INFO = (
    '<table class="xxgk"><tbody><tr><td>索 引 号：</td><td>000014349/2025-00012</td><td>主题分类：</td><td>民政、扶贫、救灾</td></tr>'
    "<tr><td>发布机构：</td><td>清河区人民政府办公室</td><td>成文日期：</td><td>2025年01月15日</td></tr><tr><td>标　　题：</td>"
    "<td colspan=3>{title}</td></tr><tr><td>发文字号：</td><td>清政办发〔2025〕3号</td><td>发布日期：</td><td>2025年01月20日</td></tr></tbody></table>"
)

FRAMES = {
    "ucap": f"""<div class="header"><div class="logo">清河区人民政府</div>{_NAV}</div>
        <div class="BreadcrumbNav"><a href=/>首页</a> &gt; <a href=/z>政务公开</a> &gt; 正文</div>
        <div class="article"><h1>{{title}}</h1><div class="pages-date">2025-01-20 15:30 <span>来源： 区政府办公室</span><div class="pages_print">
        <span>字号：</span><span>默认</span> <span>大</span> <span>超大</span><span>|</span><span>打印</span></div></div>
        <div class="pages_content" id="UCAP-CONTENT">{{body}}</div><div class="editor"><a href=/j>【我要纠错】</a><span>责任编辑：王洋</span></div>
        <div id="div_div"><div id="qr_container">扫一扫在手机打开当前页</div></div><div class="xg-list related"><div>相关稿件</div><ul>
        <li><a href=/1>清河区2023年重要民生实事项目完成情况</a></li><li><a href=/2>2024年新增停车位3000个</a></li></ul></div></div>
        <div class="footer">{_FOOT}</div>""",
    "trs with index table": f"""<div><a href=/>无障碍浏览</a>|<a href=/>长者模式</a>|<span>今天是2025年1月20日 星期一 晴 -5℃~3℃</span></div>
        <div class="dqwz">您的位置：<a href=/>首页</a>&gt;<a href=/z>政务公开</a>&gt;正文</div>{_INFO}<div class="content"><h2>{{title}}</h2>
        <p>日期：2025-01-20　来源：区政府办　字体：【大 中 小】　<a href="javascript:print()">打印</a></p>
        <div class="view TRS_UEDITOR trs_paper_default trs_web">{{body}}</div>
        <div class="fjxz">附件：<a href="./P020250120.docx">清河区民生实事项目完成情况8件.docx</a></div></div><div class="foot">{_FOOT}</div>""",
    "nothing is named": f"""<div class="w1200">{_NAV}</div><div class="w1200"><div class="a">{{title}}</div>
        <div class="b">发布时间：2025-01-20 15:30　　浏览次数：<span>1234</span>次　　来源：区政府办</div><div class="c">{{body}}</div></div>
        <div class="w1200 d">{_FOOT}</div>""",
    "table layout of 2005": """<TABLE width=980 align=center><TR><TD><A href=/>首页</A> | <A href=/x>信息公开</A> | <A href=/y>办事服务</A></TD></TR></TABLE>
        <TABLE width=980><TR><TD width=200><TABLE><TR><TD>热点新闻</TD></TR><TR><TD><A href=/1>2024年新增停车位3000个</A></TD></TR>
        <TR><TD><A href=/2>我区改造老旧小区20个</A></TD></TR></TABLE></TD><TD><TABLE width=760><TR><TD align=center><FONT size=5><B>{title}</B></FONT>
        </TD></TR><TR><TD>发布时间：2025-1-20 点击数：356 【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】</TD></TR>
        <TR><TD>{body}</TD></TR><TR><TD align=right>【打印本页】【关闭窗口】</TD></TR></TABLE></TD></TR></TABLE>
        <TABLE width=980><TR><TD align=center>主办：清河区人民政府 维护：清河区信息中心<BR>京ICP备05000000号 电话：010-60000000</TD></TR></TABLE>""",
    "wechat": """<div id="js_article"><div id="img-content"><h1 id="activity-name">{title}</h1><div id="meta_content"><span>清河发布</span>
        <a href="javascript:void(0);">清河发布</a><em>2025年01月20日 18:30</em><em>北京</em></div>
        <div id="js_content" style="visibility: hidden; opacity: 0;">{body}</div></div><div>阅读 1234</div><div>赞 56</div><div>在看 23</div></div>
        <div style="display:none;"><p>微信扫一扫<br>关注该公众号</p></div><div>微信扫一扫可打开此内容，使用完整服务</div>
        <div>继续滑动看下一个</div><div>轻触阅读原文</div><div>清河发布</div>""",
    "catalogue and chat robot": """<div class="left"><h3>政府信息公开目录</h3><ul><li onclick="go(1)">机构职能</li><li onclick="go(2)">法规文件</li>
        <li onclick="go(3)">规划计划</li><li onclick="go(4)">民生实事</li></ul></div><div class="right"><div class="t">{title}</div><div>{body}</div>
        <p>您好！我是智能客服“小清”，请问有什么可以帮您？</p><p>如何办理居住证？</p></div>""",
    "survey and message form": """<div class="x"><h1>{title}</h1><div>{body}</div></div><form><p>您对本条信息是否满意？</p>
        <p>非常满意（12票）</p><p>不满意（1票）</p><p>我要留言</p><p>姓名：<input></p><p>验证码：<input></p><button>提交</button></form>""",
    "printer and script copies": """<div id="printArea" style="display: none">{body}</div><div><h1>{title}</h1><div>{body}</div></div>
        <textarea style="display:none">1.新增9999个</textarea><noscript>{body}</noscript><script>var x = "1.新增9999个";</script>""",
    "log-in box and word tags": """<form id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="/wE"><div>用户名：<input name="u"> 密码：
        <input type="password"> 验证码：<input> <a href=/l>登录</a></div><span id="lblTitle">{title}</span><!--[if gte mso 9]><xml><w:WordDocument>
        <w:View>Normal</w:View></w:WordDocument></xml><![endif]--><div id="lblContent">{body}</div></form>""",
    "tools inside the article": """<div class="TRS_Editor"><p align=center>{title}</p><p>发布时间：2025-01-20</p><p>来源：区政府办公室</p>
        <p>浏览次数：1234</p><p>视力保护色：</p><p>【字体：大 中 小】</p>{body}<p>扫一扫在手机打开当前页</p><p>分享到：微信 微博 QQ空间</p>
        <p>【打印本页】【关闭窗口】</p></div>""",
    "footer that is an article": f"""<article><h1>{{title}}</h1><div>{{body}}</div></article><article><address>地址：清河区人民路88号
        主办单位：清河区人民政府</address><p>网站标识码：1101990001</p></article>{_NAV}""",
    "hanweb": """<div class="bt"><table width="100%"><tr><td class="title">{title}</td></tr><tr><td><table width="100%"><tr><td>发布日期：2025-01-20</td>
        <td>浏览次数：</td><td>字体：[<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</td></tr></table></td></tr><tr><td><div id="zoom">
        <!--<$[信息内容]>begin--><meta name="ContentStart"/>{body}<meta name="ContentEnd"/></div></td></tr></table></div>""",
    "description as list": """<ul class="info"><li><b>索 引 号：</b>000014349/2025-00012</li><li><b>发布机构：</b>区政府办</li>
        <li><b>主题分类：</b>综合政务</li><li><b>名　　称：</b>{title}</li><li><b>文　　号：</b></li><li><b>有 效 性：</b>有效</li></ul>
        <div><h1>{title}</h1><div>{body}</div></div>""",
    "description in one box with the report": f"""<div class="box"><h2>{{title}}</h2>{_INFO}<div>{{body}}</div></div>""",
    "description in brackets": """<div><div>【索引号】 000014349/2025-00012</div><div>【发布机构】 区政府办</div><div>【发布日期】 2025-01-20</div>
        <div>【有效性】 有效</div></div><h1>{title}</h1><div>{body}</div>""",
    "welcome line and clock": """<div>欢迎访问清河区人民政府门户网站！ 今天是：2025年1月20日 星期一</div>
        <div><div>当前位置： <a href=/>首页</a> &gt; <a href=/z>政务公开</a> &gt; <a href=/y>2025年</a></div><h1>{title}</h1>{body}</div>""",
    "titles of others without links": """<div><h1>{title}</h1><div>{body}<div><h4>相关信息</h4><ul><li>清河区2023年民生实事完成情况<span>2024-01-20</span></li>
        <li>清河区2024年民生实事项目<span>2024-02-01</span></li></ul></div></div></div>""",
    "pages and counters": """<div class="k"><h1>{title}</h1>{body}<div>1 <a href=2>2</a> <a href=3>3</a> 下一页</div><div>点赞 12</div>
        <div>浏览次数：356次</div><p>上一篇：没有了</p><p>下一篇：清河区召开民生实事推进会</p></div>""",
    "spans run together": """<div><h1>{title}</h1><div><span>发布时间：2025-01-20 09:12</span><span>来源：区政府办公室</span><span>阅读：<em>356</em></span>
        </div>{body}</div>""",
    "terms below": """<div><h1>{title}</h1>{body}<p>免责声明：本网转载文章版权归原作者所有，如有侵权请联系删除。</p><p>网友评论</p><p>共0条评论</p></div>""",
    "icons and headline ranks": """<div><h1>{title}</h1><div><i class="iconfont">&#xe601;</i>{body}</div><div><b>热点排行</b><ol>
        <li><a href=1>清河区新增停车位3000个</a></li><li><a href=2>我区改造老旧小区20个</a></li></ol></div></div>""",
    "footer among the paragraphs": """<h1>{title}</h1>{body}<p>地址：清河区人民路88号 邮编：101100</p><p>政府网站标识码：1101990001</p><p>本网站支持IPv6访问</p>""",
}


def page(report: str, frame: str, body: str = "paragraphs") -> bytes:
    """A portal's page of one of the reports."""
    markup = table_markup() if report == "table" else BODIES[body](REPORTS[report][1:])
    inner = FRAMES[frame].replace("{title}", TITLES[report]).replace("{body}", markup)
    head = f'<meta charset="utf-8"><title>{TITLES[report]}_政务公开_清河区人民政府</title>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>\n{inner}\n</body></html>'.encode()


@cache
def of_plain_text(report: str) -> dict[str, Any]:
    return told(PLAIN[report].encode(), "report.txt")
