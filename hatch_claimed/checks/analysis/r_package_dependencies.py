"""Which packages of R come with others, for what scientific scripts install most.

A semicolon ends each row: a package, and the dependencies that it declares, without those that follow from others of
the row, and without the packages that every R has. No two packages differ in case only, so that lower case will do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from hatch_claimed.checks.analysis.distribution_dependencies import rows, together

_BRINGS = """
ade4 pixmap rcpp sp; adegenet ape dplyr ggplot2 igraph reshape2 seqinr shiny vegan; aer car formula lmtest sandwich;
annotate annotationdbi xml xtable; annotationdbi biobase keggrest rsqlite; ape digest rcpp; argparse findpython
jsonlite r6; arrow assertthat bit64 purrr r6 tidyselect; askpass sys; base64url backports; bayesplot dplyr ggridges
posterior reshape2; bayestestr datawizard; beachmat delayedarray rcpp; bigrquery bit64 brio clock dbi gargle httr2
nanoparquet prettyunits rapidjsonr tibble; biobase biocgenerics; biocneighbors biocparallel rcpphnsw s4vectors;
biocparallel futile.logger snow; biocsingular beachmat biocparallel irlba rsvd scaledmatrix; biostrings crayon
genomeinfodb xvector; bit64 bit; blob vctrs; bluster biocneighbors igraph; bridgesampling brobdingnag coda mvtnorm
scales stringr; brms bridgesampling future nleqslv rstantools shinystan; broom backports ellipsis tidyr; bslib
jquerylib jsonlite memoise mime sass; cachem fastmap rlang; callr processx; car abind cardata maptools pbkrtest
quantreg rio; caret e1071 foreach ggplot2 modelmetrics proc recipes reshape2; catools bitops; cellranger rematch
tibble; checkmate backports; circlize colorspace globaloptions shape; classint e1071; clock tzdb vctrs; collapse rcpp;
colourpicker ggplot2 htmlwidgets miniui shinyjs; complexheatmap circlize clue digest doparallel getoptlong iranges
matrixstats png rcolorbrewer; conquer caret matrixstats; cowplot ggplot2; credentials curl jsonlite openssl; crosstalk
lazyeval shiny; crul curl httpcode jsonlite mime r6 urltools; datawizard insight; dbplyr assertthat blob dbi dplyr
purrr; delayedarray iranges matrixgenerics; delayedmatrixstats delayedarray sparsematrixstats; dendextend viridis;
desc cli r6 rprojroot; deseq2 biocparallel geneplotter ggplot2 locfit summarizedexperiment; devtools miniui pkgdown
profvis rcmdcheck remotes roxygen2 rversions testthat urlchecker usethis; dials dicedesign hardhat purrr scales;
diffobj crayon; distributional digest generics ggplot2 numderiv; doparallel foreach; downlit brio desc digest evaluate
fansi memoise vctrs withr yaml; dplyr generics r6 tibble tidyselect; dqrng sitmo; dt crosstalk htmlwidgets; dtplyr
crayon data.table dplyr ellipsis; duckdb dbi; dygraphs htmlwidgets xts; e1071 proxy; easystats correlation effectsize
modelbased report see; edger limma locfit rcpp; effectsize parameters performance; ellipsis rlang; emmeans
estimability mvtnorm numderiv; estimatr formula generics rcpp rlang; exactextractr raster sf; extradistr rcpp; fable
fabletools; fabletools distributional progressr tsibble; factoextra dendextend factominer ggpubr; factominer car dt
ellipse emmeans ggrepel leaps multcompview scatterplot3d; feasts fabletools; flextable data.table gdtools officer
rmarkdown; fontawesome htmltools; forcats ellipsis tibble withr; foreach iterators; forecast fracdiff generics ggplot2
lmtest rcpp timedate tseries urca; fpp3 fable feasts tsibbledata; furrr future purrr; futile.logger futile.options
lambda.r; future digest globals listenv parallelly; future.apply future; gam foreach; gamm4 lme4; gargle fs httr
lifecycle rappdirs rstudioapi withr; gdata gtools; gdtools rcpp systemfonts; geneplotter annotate rcolorbrewer;
genomeinfodb genomeinfodbdata iranges rcurl; genomicranges genomeinfodb xvector; gert credentials rstudioapi zip;
getoptlong crayon globaloptions rjson; ggally forcats ggplot2 progress reshape tidyr; gganimate ggplot2 progress
stringi tweenr; ggbeeswarm beeswarm ggplot2 vipor; ggeffects insight; ggforce ggplot2 polyclip rcpp systemfonts
tidyselect tweenr; ggplot2 gtable isoband scales tibble withr; ggpubr cowplot ggrepel ggsci ggsignif gridextra polynom
rstatix; ggraph digest ggforce ggrepel graphlayouts tidygraph viridis; ggrastr cairo ggbeeswarm png ragg; ggrepel
ggplot2 rcpp; ggridges ggplot2; ggsci ggplot2; ggsignif ggplot2; ggtext ggplot2 gridtext; ggthemes ggplot2 purrr
stringr; gh gitcreds httr2 ini jsonlite; glmmtmb lme4 numderiv tmb; glmnet foreach rcpp shape; googledrive gargle
purrr tibble uuid; googlesheets4 cellranger googledrive ids rematch2; gplots catools gdata; graphlayouts igraph rcpp;
gridextra gtable; gridtext curl jpeg markdown png rcpp stringr xml2; gstat fnn sftime spacetime stars; gt bigd
commonmark dplyr ggplot2 juicyjuice sass; gtsummary broom broom.helpers cards cardx forcats gt; hardhat tibble; haven
forcats readr; here rprojroot; highr xfun; hmisc acepack chron data.table formula htmltable latticeextra viridis; hms
ellipsis pkgconfig vctrs; htmltable checkmate htmlwidgets rstudioapi tidyr; htmltools base64enc digest ellipsis
fastmap; htmlwidgets rmarkdown; httpuv promises; httr curl jsonlite mime openssl r6; httr2 cli curl glue magrittr
openssl r6 rappdirs rlang withr; ids openssl uuid; igraph magrittr pkgconfig rlang; infer broom patchwork; interp
deldir rcpp; ipred prodlim; iranges s4vectors; jquerylib htmltools; kableextra rmarkdown rstudioapi scales svglite
xml2; keggrest biostrings httr png; keras generics glue magrittr rlang tensorflow zeallot; keras3 cli fastmap generics
glue magrittr rlang tensorflow; knitr evaluate highr yaml; lambda.r formatr; later rcpp rlang; latticeextra interp
jpeg png rcolorbrewer; lava future.apply numderiv progressr squarem; lavaan mnormt numderiv pbivnorm quadprog; leaflet
crosstalk htmlwidgets leaflet.providers png raster scales; leiden igraph reticulate; lifecycle cli glue rlang;
lightgbm data.table jsonlite r6; lme4 minqa nloptr statmod; lmertest ggplot2 lme4 numderiv; lmtest zoo; loo checkmate
matrixstats; lubridate generics timechange; lwgeom sf; maptools sp; mapview leafem leaflet satellite sf; markdown
commonmark xfun; matrixgenerics matrixstats; maxlik generics misctools sandwich; maxstat exactranktests mvtnorm;
memoise cachem; metapod rcpp; mice broom rcpp; miniui shiny; minqa rcpp; misctools digest; mlr3 checkmate data.table
evaluate future.apply lgr mlbench mlr3measures mlr3misc palmerpenguins paradox r6 uuid; mlr3verse bbotk mlr3
mlr3cluster mlr3filters mlr3learners mlr3pipelines mlr3tuning mlr3viz; modeldata dplyr purrr; modelmetrics data.table
rcpp; modelr broom; multcomp mvtnorm sandwich th.data; munsell colorspace; network statnet.common tibble; nloptr
testthat; officer openssl r6 uuid xml2 zip; openssl askpass; openxlsx rcpp rlang stringi zip; optparse getopt;
parameters bayestestr; parsnip ggplot2 hardhat prettyunits tidyr; patchwork ggplot2; paws paws.compute paws.database
paws.storage; paws.storage paws.common; pbkrtest broom knitr lme4 numderiv; performance bayestestr; phangorn ape
fastmatch generics igraph quadprog; pheatmap gtable scales; phytools clustergeneration coda combinat doparallel expm
maps mnormt numderiv optimparallel phangorn plotrix scatterplot3d; pillar fansi utf8 vctrs; pkgbuild callr crayon desc
prettyunits withr; pkgdown callr downlit httr purrr ragg rmarkdown tibble whisker xml2; pkgload crayon desc fs glue
rlang withr; plm bdsmatrix collapse formula lmtest maxlik rdpack; plotly colourpicker crosstalk data.table httr tidyr;
plumber crayon ellipsis httpuv lifecycle mime sodium stringi swagger webutils; plyr rcpp; posterior abind checkmate
distributional matrixstats tensora; proc plyr; processx ps r6; prodlim lava rcpp; profvis htmlwidgets; progress crayon
hms prettyunits r6; progressr digest; promises later magrittr r6; prophet dygraphs extradistr rstan tidyr; psych
mnormt; purrr magrittr vctrs; quantmod ttr; quantreg conquer matrixmodels sparsem; ragg textshaping; ranger rcpp;
raster sp terra; rcmdcheck curl digest pkgbuild sessioninfo xopen; rcpp littler pkgkitten; rcppannoy rcpp;
rcpparmadillo rcpp; rcppeigen rcpp; rcpphnsw rcpp; rcppml rcpp; rcpptoml rcpp; rcurl bitops; rdpack rbibutils; readr
clipr rcpp vroom; readxl cellranger progress; recipes clock ellipsis gower hardhat ipred lubridate tidyr timedate;
rematch2 tibble; repr htmltools jsonlite pillar; reprex callr clipr rmarkdown rstudioapi; reshape plyr; reshape2 plyr
stringr; reticulate here jsonlite png rappdirs rcpp withr; rgdal sp; rio curl data.table haven openxlsx readxl; rjson
littler; rmarkdown knitr shiny stringr tinytex; rms hmisc multcomp polspline quantreg; rmysql dbi; rnaturalearth
jsonlite sf; rocr gplots; roxygen2 brew commonmark knitr pkgload purrr stringr xml2; rpostgresql dbi littler; rsample
furrr slider tidyr; rsqlite bit64 blob dbi memoise pkgconfig plogr rcpp; rstan ggplot2 gridextra inline loo pkgbuild
rcpp; rstanarm lme4 rstantools shinystan; rstantools desc rcpp; rstatix car corrplot; rtsne rcpp; rtweet bit64 httr
httr2 progress tibble; rversions curl xml2; rvest httr selectr tibble withr xml2; s2 rcpp wk; s4vectors biocgenerics;
sandwich zoo; sass fs htmltools r6 rappdirs; satellite plyr raster; scaledmatrix delayedarray; scales farver labeling
lifecycle munsell r6 rcolorbrewer viridislite; scater biocneighbors biocsingular ggrastr ggrepel pheatmap rcppml rtsne
scuttle uwot viridis; scattermore ggplot2; scran biocsingular bluster dqrng edger metapod scuttle statmod; sctransform
dplyr future.apply ggplot2 gridextra matrixstats reshape2; scuttle beachmat biocparallel delayedmatrixstats
singlecellexperiment; selectr r6 stringr; seqinr ade4 segmented; sessioninfo cli; seurat cowplot fitdistrplus ggrepel
ggridges ica leiden lmtest patchwork pbapply plotly rann rocr rtsne scattermore sctransform seuratobject
spatstat.explore uwot; seuratobject future.apply progressr rcpp rlang sp; sf classint dbi magrittr s2 units; sftime
sf; shiny bslib commonmark crayon fontawesome httpuv lifecycle sourcetools withr xtable; shinydashboard shiny; shinyjs
shiny; shinystan bayesplot colourpicker dt dygraphs gtools markdown rstan shinythemes threejs; shinythemes shiny;
singlecellexperiment summarizedexperiment; sitmo rcpp; sjlabelled datawizard; sjmisc dplyr purrr sjlabelled; sjplot
ggeffects ggplot2 knitr sjstats; sjstats effectsize emmeans lme4 modelr sjmisc; skimr knitr repr tidyr; slider vctrs
warp; sna network; spacetime intervals sp xts; sparklyr config dbplyr globals httr rstudioapi tidyr xml2;
sparsematrixstats matrixgenerics rcpp; spatstat spatstat.linnet; spatstat.data spatstat.utils; spatstat.explore
goftest spatstat.random spatstat.sparse; spatstat.geom deldir polyclip spatstat.data; spatstat.linnet spatstat.model;
spatstat.model spatstat.explore; spatstat.random spatstat.geom; spatstat.sparse abind spatstat.utils tensor; spdata
sp; spdep deldir sf spdata; stars abind lwgeom; statnet.common coda; stringr magrittr stringi vctrs;
summarizedexperiment biobase delayedarray genomicranges; survminer ggpubr ggtext maxstat survmisc; survmisc data.table
ggplot2 gridextra km.ci kmsurv knitr xtable zoo; svglite systemfonts; tarchetypes digest dplyr fs targets; targets
base64url callr data.table igraph knitr prettyunits secretbase tibble tidyselect; tensorflow config processx
reticulate rstudioapi tfautograph tfruns; terra rcpp; testthat brio callr digest ellipsis evaluate jsonlite pkgload
praise waldo; textshaping systemfonts; threejs crosstalk htmlwidgets igraph; tibble magrittr pillar pkgconfig;
tidygraph igraph tidyr; tidymodels conflicted dials infer modeldata tune workflowsets; tidyr dplyr purrr stringr;
tidyselect vctrs withr; tidytext dplyr janeaustenr purrr stringr tokenizers; tidyverse dbplyr dtplyr ggplot2
googlesheets4 haven lubridate modelr readxl reprex rvest; tinytex xfun; tm nlp rcpp slam xml2; tmap leaflet stars;
tokenizers rcpp snowballc stringi; torch bit64 callr coro desc magrittr rlang withr; triebeard rcpp; tseries quadprog
quantmod; tsibble anytime lubridate tidyr; ttr curl xts; tune foreach recipes rsample workflows yardstick; tweenr
farver magrittr vctrs; units rcpp; urlchecker cli curl xml2; urltools triebeard; usethis clipr crayon desc fs gert gh
purrr whisker yaml; uwot dqrng fnn irlba; vctrs lifecycle; vegan permute; viridis ggplot2 gridextra; vroom bit64
progress tibble tidyselect tzdb; waldo diffobj rematch2; webutils curl jsonlite; wordcloud rcolorbrewer rcpp;
workflows parsnip; xgboost data.table jsonlite; xopen processx; xts zoo; xvector iranges zlibbioc; yardstick dplyr
hardhat
"""
_ALONE = """
abind acepack assertthat backports base64enc bdsmatrix beeswarm biocgenerics biocmanager bit bitops brew brio
brobdingnag cairo cardata chron cli clipr clue clustergeneration coda colorspace combinat commonmark corrplot crayon
curl data.table dbi deldir desolve digest docopt ellipse estimability evaluate exactranktests expm fansi farver
fastmap fastmatch findpython fitdistrplus fnn formatr formula fracdiff fs futile.options generics genomeinfodbdata
getopt gitcreds globaloptions globals glue goftest gower gtable gtools httpcode ica ini inline insight intervals irlba
isoband iterators janeaustenr jpeg jsonlite km.ci kmsurv labeling lazyeval leaps limma listenv littler locfit logger
magrittr maps matrixmodels matrixstats mime mlbench mnormt multcompview mvtnorm ncdf4 nleqslv nlp numderiv
optimparallel palmerpenguins parallelly pbapply pbivnorm permute pixmap pkgconfig pkgkitten plogr plotrix png
polspline polyclip polynom praise prettyunits proxy ps quadprog r6 randomforest rann rappdirs rbibutils rcolorbrewer
rematch remotes rlang rprojroot rstudioapi rsvd scatterplot3d segmented shape slam snow snowballc sodium sourcetools
sp sparsem spatstat.utils squarem statmod stringi swagger sys systemfonts tensor tensora th.data timechange timedate
tmb tzdb urca utf8 uuid vipor viridislite warp whisker withr wk xfun xml xml2 xtable yaml zeallot zip zlibbioc zoo
"""


def carried_by_r(found: Iterable[str]) -> frozenset[str]:
    """The packages, in lower case, together with those that they bring along."""
    return together((name.lower() for name in found), _brings())


def is_carrier_of_r(package: str) -> bool:
    """Whether the table knows what the package brings along."""
    return package.lower() in _brings() or package.lower() in _ALONE.split()


def may_be_carried_by_r(package: str) -> bool:
    """Whether it is one that others bring along, so that unknown ones may do so as well."""
    return package.lower() in _all_carried()


@cache
def _brings() -> dict[str, tuple[str, ...]]:
    return rows(_BRINGS.replace("\n", " ").replace("; ", "\n"))


@cache
def _all_carried() -> frozenset[str]:
    return frozenset(name for names in _brings().values() for name in names)
