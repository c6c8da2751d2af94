(function(){
"use strict";
var byId=function(id){return document.getElementById(id)},words=byId("words"),selects=["kind","severity","field"].map(byId).filter(Boolean);
function apply(){
  var text=words.value.trim().toLowerCase(),shown=0,all=0;
  document.querySelectorAll(".row-line").forEach(function(line){all++;var on=!text||line.dataset.words.indexOf(text)>=0;line.hidden=!on;if(on)shown++});
  document.querySelectorAll("article.row").forEach(function(row){
    var fits=!text||row.dataset.words.indexOf(text)>=0,any=false;
    row.querySelectorAll(".change").forEach(function(change){
      all++;
      var on=fits&&selects.every(function(s){return !s.value||change.dataset[s.id]===s.value});
      change.hidden=!on;if(on){any=true;shown++}
    });
    row.hidden=!any;
  });
  document.querySelectorAll("section.group").forEach(function(group){
    var items=group.querySelectorAll("article.row,.row-line");
    if(items.length)group.hidden=!Array.prototype.some.call(items,function(i){return !i.hidden});
  });
  byId("count").textContent=shown+" / "+all+" "+byId("count").dataset.shown;
  if(byId("nothing"))byId("nothing").hidden=shown>0||all===0;
}
words.addEventListener("input",apply);selects.forEach(function(s){s.addEventListener("change",apply)});apply();
})();
