#!/usr/bin/env bash
# Makes the PDFs of this folder anew: pdflatex (TeX Live), soffice (LibreOffice), chromium, qpdf.
# The reports are invented: places, parties and outlets do not exist.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export SOURCE_DATE_EPOCH=1715000000 FORCE_SOURCE_DATE=1

# A report in one column on two pages, with a running header, a footer and its own day.
cat > one.tex <<'TEX'
\documentclass[11pt,a5paper]{article}
\usepackage[utf8]{inputenc}
\usepackage{fancyhdr}
\usepackage[pdftitle={Ferry sinks off Korva, nine feared dead},pdfauthor={Ana Petrova},pdflang={en}]{hyperref}
\pagestyle{fancy}\fancyhf{}\fancyhead[L]{Korva Courier}\fancyhead[R]{Morning edition}\fancyfoot[C]{\thepage}
\setlength{\headheight}{14pt}\hyphenpenalty=10\exhyphenpenalty=10\tolerance=300
\begin{document}
\noindent{\LARGE\bfseries Ferry sinks off Korva, nine feared dead\par}
\medskip\noindent By Ana Petrova\par\noindent 6 May 2024\par\medskip

KORVA --- A ferry with forty-three people aboard sank on Monday in the strait between Korva and Selm, the harbour
office said. Nine passengers were feared dead and fifteen were taken to the district hospital, among them the
first officer, whose condition was described as difficult but stable.

The Ministry of Transport said that the vessel, the Saint Aurel, had been inspected in February and found fit for
service. ``Its certificates were in order and the efficiency of its pumps had been confirmed,'' the spokeswoman
Mirela Okonjo said in a statement issued on Monday evening, adding that an investigation had been opened.

Relatives who had gathered at the waterfront disputed that account. The Korva Seafarers' Union said at least
twelve people were missing and that its representatives had repeatedly warned the administration about
overcrowding on the afternoon crossing. The union put the number of passengers at more than sixty, which the
company that runs the line rejected as unsubstantiated speculation.

Divers recovered four bodies before nightfall. The rescue operation was suspended because of strong currents and
would continue on Tuesday, the coastguard commander said; he declined to give an official estimate of how many
were still unaccounted for. Fishermen from Selm had pulled twenty-five people from the water before the first
patrol boat arrived, according to witnesses who were interviewed by the Courier.

The strait is one of the busiest waterways of the province. In 2019 a collision there between a barge and a
fishing boat killed three people, and a parliamentary commission recommended that the crossing be limited to
vessels with two independent engines. The recommendation was never put into effect.
\end{document}
TEX

# The same kind of report in two columns under a title that spans them.
cat > two.tex <<'TEX'
\documentclass[10pt,a4paper,twocolumn]{article}
\usepackage[utf8]{inputenc}
\hyphenpenalty=10\tolerance=300
\title{Two accounts of the flood at Tarn Mill}
\author{Jonas Whitlock}
\date{14 March 2025}
\begin{document}
\maketitle
The river Tarn rose by four metres in the night to Thursday and flooded the lower town of Tarn Mill. The district
administration said that six people had died and that some two hundred had been brought to schools on higher ground.
It described the situation as under control.

The Farmers' Federation gave a different account. Its chairman, Piet Lindqvist, said at least eleven people had died
and that whole hamlets west of the town had not been reached by any rescue team until Friday afternoon. He accused
the administration of having ignored three written warnings about the condition of the upper dam.

The operator of the dam, Tarnwater, rejected the accusation. The gates had been opened in accordance with the
regulations, a spokesman said, and the inflow had exceeded everything that had been measured since 1931. An
independent investigation would establish the sequence of events, the spokesman said.

Volunteers of the lifeboat association brought ninety-two inhabitants to safety. The association said that it
counted eight dead in the streets it had searched, among them two firefighters. The fire brigade confirmed the
deaths of two of its members but gave no figure for the whole town.

The provincial government declared a state of emergency for three districts and released two million crowns for
immediate assistance. The opposition called the sum insufficient and demanded that the responsible commissioner
resign. The commissioner said he would answer questions in parliament on Tuesday.

Meteorologists expected further rain at the weekend. The level of the river had fallen by half a metre on Friday
evening, the hydrological service said, but the ground was saturated and another rise could not be excluded.
Schools in the district would remain closed until Wednesday.

In the neighbouring valley of the Esk a landslide blocked the railway line. Nobody was hurt there, the railway
administration said, although forty passengers spent the night in a stationary train before they were brought to
Eskham by bus. Repairs would take at least a week.

The cathedral chapter opened its refectory to those who had lost their homes. Parishioners distributed blankets and
warm meals; a spokeswoman said that more than one hundred and fifty had been fed on the first evening alone, and that
donations of dry clothing were urgently needed.
\end{document}
TEX
# Notes at the feet of two small pages on larger paper, one of them within a sentence.
cat > foot.tex <<'TEX'
\documentclass[11pt,a5paper]{article}
\usepackage[utf8]{inputenc}
\hyphenpenalty=10\tolerance=300
\begin{document}
\section*{Dam gives way above Korva}
The Orsa dam broke on Tuesday evening, the Ministry of Works said.\footnote{Statement of 12 March 2024, sent to the
newspaper by the ministry's press office.} Nine people were hurt, the hospital said, and forty houses
were flooded in the lower town.\footnote{The mayor's office counts thirty-six houses.}

The Farmers' Federation gave a different account. Its chairman, Piet Lindqvist, said at least eleven people had died
and that whole hamlets west of the town had not been reached by any rescue team until Friday afternoon. He accused
the administration of having ignored three written warnings about the condition of the upper dam.

The operator of the dam, Tarnwater, rejected the accusation. The gates had been opened in accordance with the
regulations, a spokesman said, and the inflow had exceeded everything that had been measured since 1931. An
independent investigation would establish the sequence of events, the spokesman said. The company said that it
would publish the records of the gauges, which it had kept since the dam was built, before the end of the month.

Volunteers of the lifeboat association brought ninety-two inhabitants to safety. The association said that it
counted eight dead in the streets it had searched, among them two firefighters. The fire brigade confirmed the
deaths of two of its members but gave no figure for the whole town.\footnote{A third firefighter was found alive.}
Schools in the district would remain closed until Wednesday, the provincial office said in the evening.

Meteorologists expected further rain at the weekend. The level of the river had fallen by half a metre on Friday
evening, the hydrological service said, but the ground was saturated and another rise could not be excluded.
\end{document}
TEX

# Paragraphs that begin with a large letter over two lines.
cat > drop.tex <<'TEX'
\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage[a5paper]{geometry}
\hyphenpenalty=10\tolerance=300
\newcommand{\drop}[1]{\noindent\hangindent=1.1cm\hangafter=-2\smash{\llap{\raisebox{-14pt}{\makebox[1.1cm][l]{\fontsize{34}{34}\selectfont #1}}}}}
\begin{document}
\section*{Ferry sinks off Korva}
\drop{A}\ ferry with forty-three people aboard sank on Monday in the strait between Korva and Selm, the harbour
office said. Nine passengers were feared dead and fifteen were taken from the ferry to the district hospital, among them the
first officer, whose condition was described as difficult but stable.

\drop{T}he Ministry of Transport said that the vessel, the Saint Aurel, had been inspected in February and found fit for
service. Its certificates were in order and the efficiency of its pumps had been confirmed, the spokeswoman
Mirela Okonjo said in a statement issued on Monday evening, adding that an investigation had been opened.
\end{document}
TEX
for name in one two foot drop; do pdflatex -interaction=batchmode "$name.tex" >/dev/null; pdflatex -interaction=batchmode "$name.tex" >/dev/null; done

cat > office.html <<'HTML'
<html><head><title>Warehouse fire in Dellbrück</title><meta name="author" content="Ines Marchetti"></head><body>
<h1>Warehouse fire in Dellbrück kills three</h1><p>By Ines Marchetti</p><p>2 October 2023</p>
<p>DELLBRÜCK — Three workers died when a warehouse of the trading company Nordkai burned down on Sunday night, the
fire service said. The cause was still unknown, “and it would be irresponsible to speculate,” its chief said.</p>
<p>The works council said that five people were missing. It had asked for a second escape route in June.</p>
</body></html>
HTML
soffice --headless --convert-to odt office.html --outdir . -env:UserInstallation="file://$work/profile" >/dev/null 2>&1
soffice --headless --convert-to pdf office.odt --outdir . -env:UserInstallation="file://$work/profile" >/dev/null 2>&1

cat > print.html <<'HTML'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clashes at the Velm crossing</title>
<style>body{font:14px/1.5 serif;max-width:34em}h1{font-size:28px}</style></head><body>
<h1>Clashes at the Velm crossing</h1><p>By Tomas Adeyemi</p><p>21 January 2024</p>
<p>VELM — Eleven soldiers were killed in fighting at the Velm crossing on Saturday, the Ministry of Defence of
Ostrava Minor said. The Free Hill Council said that it had lost two fighters and that thirty soldiers had died.</p>
<p>Neither figure could be confirmed. The field hospital at Upper Velm said it had received nineteen wounded.</p>
</body></html>
HTML
# The same in two columns after a large first letter, under the title that the browser prints.
cat > columns.html <<'HTML'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clashes at the Velm crossing</title>
<style>body{font:14px/1.5 serif}h1{font-size:28px}.c{column-count:2;column-gap:30px}.c p:first-child::first-letter{float:left;font-size:56px;line-height:44px;padding-right:4px}</style></head><body>
<h1>Clashes at the Velm crossing</h1><p>By Tomas Adeyemi</p><p>21 January 2024</p><div class=c>
<p>Eleven soldiers were killed in fighting at the Velm crossing on Saturday, the Ministry of Defence of
Ostrava Minor said. The Free Hill Council said that it had lost two fighters and that thirty soldiers had died.</p>
<p>Neither figure could be confirmed. The field hospital at Upper Velm said it had received nineteen wounded, and that four of them had died on the way.</p>
<p>The council's spokesman accused the army of having begun the fighting. The ministry rejected that as a fabrication, and said that its post had come under fire from the north bank shortly after four in the morning.</p>
<p>Families left the villages along the river. The district office counted three hundred people in the school of Velm on Sunday evening, most of them women and children, and asked for tents and blankets.</p></div>
</body></html>
HTML
mkdir -p site/2024/01 && cp print.html site/2024/01/velm.html && cp columns.html site/2024/01/columns.html
python3 -m http.server 8201 --bind 127.0.0.1 --directory site >/dev/null 2>&1 &
server=$!
sleep 1
for name in print:velm columns:columns; do
  chromium --headless --no-sandbox --disable-gpu --host-resolver-rules="MAP velm-post.example 127.0.0.1:8201" \
    --print-to-pdf="${name%:*}.pdf" "http://velm-post.example/2024/01/${name#*:}.html" >/dev/null 2>&1
done
kill "$server"

# A text page with a scanned one after it; and nothing but a scan.
echo '<p style="font:20px serif">Nothing but a picture' > scan.html
chromium --headless --no-sandbox --disable-gpu --window-size=400,200 --screenshot=scan.png "file://$work/scan.html" >/dev/null 2>&1
cat > scan.tex <<'TEX'
\documentclass[a5paper]{article}
\usepackage{graphicx}
\pagestyle{empty}
\begin{document}
\noindent The port office said on 3 June 2024 that two barges had sunk. Its letter is shown on the next page.
\newpage
\noindent\includegraphics[width=8cm]{scan.png}
\end{document}
TEX
pdflatex -interaction=batchmode scan.tex >/dev/null
cat > only.tex <<'TEX'
\documentclass[a5paper]{article}
\usepackage{graphicx}
\pagestyle{empty}
\begin{document}
\noindent\includegraphics[width=8cm]{scan.png}
\end{document}
TEX
pdflatex -interaction=batchmode only.tex >/dev/null

qpdf --encrypt secret owner 256 -- one.pdf locked.pdf
qpdf --encrypt "" owner 256 -- one.pdf sealed.pdf
cp one.pdf two.pdf foot.pdf drop.pdf columns.pdf office.pdf print.pdf scan.pdf only.pdf locked.pdf sealed.pdf "$here"
